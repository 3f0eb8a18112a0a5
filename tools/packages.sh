#!/bin/sh
# Install the Debian packages named as arguments that are missing; quick, and
# silent, when none is. Works as root or as a user with sudo.
set -eu

# Node from elsewhere does as well as Debian's, if it is not older.
have_node() {
	command -v npm >/dev/null 2>&1 &&
	    [ "$(node -p 'parseInt(process.versions.node) >= 18' 2>&1)" = true ]
}

have=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || :) "
missing=
for package; do
	case $have in *" installed:$package "*) continue ;; esac
	case $package in nodejs | npm) have_node && continue ;; esac
	missing="$missing $package"
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ]; then
	sudo=sudo
	command -v sudo >/dev/null 2>&1 || {
		echo "These Debian packages are missing; install them as root:" >&2
		echo "  apt-get install$missing" >&2
		exit 1
	}
fi

# Installing nginx would start a service on port 80: forbid that, here only.
policy=/usr/sbin/policy-rc.d
if ! [ -e $policy ]; then
	trap '$sudo rm -f $policy' EXIT
	trap 'exit 1' HUP INT TERM
	printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
	$sudo chmod 755 $policy
fi

echo "Installing Debian packages:$missing"
apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
$apt update || echo "apt-get update failed; trying with the lists we have" >&2
# shellcheck disable=SC2086 # lists of words
$apt install -y --no-install-recommends $missing >/dev/null
