#!/bin/sh
# Copy what runs to $DESTDIR$prefix: the program with what it reads, units for
# systemd, and nginx's configuration as templates with the script that fills
# them in (share/northstar/nginx.sh). Nothing is started.
set -eu
cd "$(dirname "$0")/.."
prefix=${prefix:-/usr/local}
program=${NORTHSTAR_PROGRAM:-build/install/northstar}
to=${DESTDIR:-}$prefix
share=$to/share/northstar
units=$to/lib/systemd/system

# Readable for everybody, whatever the umask; nobody but the owner writes.
umask 022
copy() { # FROM TO: the files of a folder
	mkdir -p "$2"
	cp -R "$1/." "$2/"
	chmod -R u+w,go-w,a+rX "$2"
}
install -D -m 755 "$program" "$to/bin/northstar"
for folder in templates strings data; do
	copy $folder "$share/$folder"
done
copy build/static "$share/static"
copy src/conf "$share/conf"
rm -rf "$share/conf/systemd"
install -m 755 tools/nginx.sh "$share/nginx.sh"
install -m 644 LICENSE "$share/LICENSE"
copy docs "$to/share/doc/northstar"

fill() { # FROM TO
	mkdir -p "$(dirname "$2")"
	sed "s|@PREFIX@|$prefix|g" "src/conf/systemd/$1" >"$2"
	chmod 644 "$2"
}
for name in northstar@.socket northstar.service northstar-backup.service \
	northstar-backup.timer nginx.service.d/northstar.conf; do
	fill $name "$units/$name"
done
fill northstar.sysusers "$to/lib/sysusers.d/northstar.conf"
fill northstar.tmpfiles "$to/lib/tmpfiles.d/northstar.conf"
echo "Installed in $to; see share/doc/northstar/operating.md, \"On a server\""
