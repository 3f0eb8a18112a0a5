#!/bin/sh
# static.sh FROM TO: copy the static files, with a gzip and a brotli twin of
# each that is text, so that nginx never compresses one of them twice. The
# comments and the layout of a style sheet are for us: they stay here.
set -eu
from=$1 to=$2
rm -rf "$to.new"
mkdir -p "$to.new"
[ ! -d "$from" ] || cp -R "$from/." "$to.new"
find "$to.new" -name '*.css' -exec perl -0pi -e \
	's@/\*.*?\*/\n*@@gs; s@\s*([\x7b\x7d;])\s*@$1@g' {} +
find "$to.new" -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' \
	-o -name '*.json' -o -name '*.txt' -o -name '*.ico' \
	-o -name '*.webmanifest' \) -size +150c |
while read -r file; do
	gzip -9nkf "$file"
	brotli -q 11 -kf "$file"
done
rm -rf "$to"
mv "$to.new" "$to"
