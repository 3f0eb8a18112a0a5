#!/bin/sh
# Copy what runs to $DESTDIR$prefix; nginx's configuration is a template in
# share/northstar/conf.
set -eu
cd "$(dirname "$0")/.."
to=${DESTDIR:-}${prefix:-/usr/local}
share=$to/share/northstar
install -D -m 755 build/install/northstar "$to/bin/northstar"
mkdir -p "$share/static" "$share/conf"
cp -R templates strings data "$share/"
cp -R build/static/. "$share/static/"
cp -R src/conf/. "$share/conf/"
install -m 644 LICENSE "$share/LICENSE"
echo "Installed in $to"
