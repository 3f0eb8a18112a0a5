#!/bin/sh
# nginx.sh HOST: nginx's configuration for the site https://HOST, in /etc/nginx
# (Debian's), from the templates beside this file. Safe to repeat. The
# environment may say otherwise: TO, STATE, RUN, CERTIFICATE, KEY, ACME, LOG,
# PORT, PLAIN_PORT.
#
# tools/run.sh fills in the same templates for `make run`: with CONF= paths are
# relative to the state folder.
set -eu

host=${1:?usage: nginx.sh HOST}
case $host in
*[!a-z0-9.-]* | .* | -*)
	echo "nginx.sh: \"$host\" is no name of a host in small letters" >&2
	exit 1
	;;
esac
here=$(cd "$(dirname "$0")" && pwd)
templates=$here/conf
[ -d "$templates" ] || templates=$here/../src/conf

TO=${TO-/etc/nginx}
CONF=${CONF-$TO/northstar/}
folder=${CONF:-$TO}
STATE=${STATE-/var/lib/northstar}
RUN=${RUN-/run/northstar}
CERTIFICATE=${CERTIFICATE-/etc/letsencrypt/live/$host/fullchain.pem}
KEY=${KEY-/etc/letsencrypt/live/$host/privkey.pem}
ACME=${ACME-/var/www/acme}
LOG=${LOG-/var/log/nginx/northstar.log}
PORT=${PORT-443}
PLAIN_PORT=${PLAIN_PORT-80}
ERRORS=${ERRORS-${folder%/}}
in_url=
[ "$PORT" = 443 ] || in_url=:$PORT
# The names of this machine stand in site.conf already.
case $host in 127.0.0.1 | localhost) other='""' ;; *) other=$host ;; esac

# Tests come more often than people: NORTHSTAR_LIMITS is a power of ten by
# which all limits of a network are raised.
zeros=${NORTHSTAR_LIMITS-1}
zeros=${zeros#1}
case ${NORTHSTAR_LIMITS-1}$zeros in
[!1]* | ?*[!0]*)
	echo "nginx.sh: NORTHSTAR_LIMITS must be 1, 10, 100 …" >&2
	exit 1
	;;
esac
raise="s/(rate=|burst=)([0-9]+)/\\1\\2$zeros/"
[ -z "$zeros" ] || raise="$raise; s/(limit_conn [a-z_]+) [0-9]+;/\\1 65535;/"
# A machine without IPv6 cannot listen there.
no_six=
[ -e /proc/net/if_inet6 ] || no_six='/listen \[::\]/d'

fill() {
	sed -E -e "s|@CONF@|$CONF|g" -e "s|@STATE@|$STATE|g" \
	    -e "s|@RUN@|$RUN|g" -e "s|@ERRORS@|$ERRORS|g" \
	    -e "s|@HOST@|$host|g" -e "s|@OTHER_HOST@|$other|g" \
	    -e "s|@HOST_PATTERN@|$(echo "$host" | sed 's/\./\\\\./g')|g" \
	    -e "s|@PORT@|$PORT|g" -e "s|@PLAIN_PORT@|$PLAIN_PORT|g" \
	    -e "s|@PORT_IN_URL@|$in_url|g" \
	    -e "s|@CERTIFICATE@|$CERTIFICATE|g" -e "s|@KEY@|$KEY|g" \
	    -e "s|@ACME@|$ACME|g" -e "s|@LOG@|$LOG|g" \
	    -e "s|@USER@|${NGINX_USER-}|g" \
	    -e "s|@NGINX_WORKERS@|${NGINX_WORKERS-auto}|g" \
	    -e "$raise" -e "$no_six" "$1"
}

mkdir -p "$folder"
for file in "$templates"/*.conf; do
	name=${file##*/}
	case $name in northstar.conf) continue ;; esac
	fill "$file" >"$folder/$name"
done
rm -rf "${folder:?}/.error"
cp -R "$templates/errors" "$folder/.error"
[ -n "$CONF" ] || exit 0

# Debian's nginx, and nginx.org's, include conf.d/*.conf inside http { }.
rm -f "$folder/nginx.conf" "$folder/plain.conf"
mkdir -p "$TO/conf.d"
printf 'include %s;\ninclude %s;\n' "${CONF}site.conf" "${CONF}tls.conf" \
	>"$TO/conf.d/northstar.conf"
echo "Written to $TO. Now: nginx -t && systemctl reload nginx"
few=$(sed -n 's/.*worker_connections *\([0-9]*\);.*/\1/p' "$TO/nginx.conf" \
	2>/dev/null || :)
[ "${few:-16384}" -ge 16384 ] ||
	echo "$TO/nginx.conf: worker_connections is $few; for slow visitors" \
		"in thousands let it be 16384"
