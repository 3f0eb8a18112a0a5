#!/bin/bash
# run.sh STATE PORT: one instance, nginx and the app, in the foreground. The
# first run fills the state folder. Ctrl-C or TERM ends both; when one of
# them ends by itself, so does the other.
set -u
share=$(cd "$(dirname "$0")/.." && pwd)
# Tests run another build of the same program, and post faster.
app=${NORTHSTAR_PROGRAM:-$share/build/northstar}
posts_per_second=${NORTHSTAR_POSTS_PER_SECOND:-5}
port=$2

fail() {
	echo "run: $*" >&2
	exit 1
}

case $port in '' | *[!0-9]*) fail "PORT must be a number, not '$port'" ;; esac
[ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "PORT must be 1 to 65535"

# Nobody else reads the database or the secret.
umask 027
mkdir -p -- "$1" || fail "cannot make the state folder $1"
# From here on all paths are relative to it, so that its name may be longer
# than a Unix socket's may be.
cd -- "$1" || exit 1
mkdir -p run static pages nginx/tmp

exec 9>run/run.lock
flock -n 9 || fail "another instance runs on the state folder $PWD;
     give this one its own with STATE="
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
	fail "port $port is taken; choose another with PORT="
fi

# As root, nginx serves visitors as www-data, when that user can come here;
# a folder like /root it cannot.
user=
if [ "$(id -u)" = 0 ]; then
	user="user root;"
	chgrp www-data . run static pages nginx && chmod g+x . &&
		chmod 2750 run static pages nginx
	visit() {
		setpriv --reuid www-data --regid www-data --clear-groups \
			test -x "$PWD/run" -a -r "$share/build/static"
	}
	visit 2>/dev/null && user="user www-data;"
fi

# The address follows PORT, until somebody has given the site another one.
if [ ! -e northstar.conf ]; then
	sed "s/@PORT@/$port/" "$share/src/conf/northstar.conf" >northstar.conf
else
	sed -Ei "s,^(base_url = http://127\.0\.0\.1:)[0-9]+$,\1$port," \
		northstar.conf
fi
host=$(sed -En 's,^base_url *= *https?://([^:/ ]+).*,\1,p' northstar.conf)

for file in nginx.conf site.conf app.conf headers.conf; do
	sed -e "s/@PORT@/$port/" -e "s/@USER@/$user/" \
	    -e "s/@NAMES@/127.0.0.1 localhost $host/" \
	    -e "s/@NGINX_WORKERS@/$(nproc)/" \
	    -e "s/@POSTS_PER_SECOND@/$posts_per_second/" \
	    "$share/src/conf/$file" >nginx/$file
done
rm -rf nginx/.error
cp -r "$share/src/conf/errors" nginx/.error
chmod -R a+rX nginx/.error

"$app" setup --state . 9>&- || fail "could not prepare the state folder $PWD"

# Both end with this script, even when it is killed.
start() {
	setpriv --pdeathsig TERM "$@" 9>&- &
}
stop() {
	trap '' INT TERM
	kill -TERM $app_pid $nginx_pid 2>/dev/null
	wait
	exit "$1"
}
app_pid= nginx_pid=
trap 'stop 0' INT TERM HUP
start "$app" serve --state .
app_pid=$!
start nginx -e stderr -p "$PWD/" -c nginx/nginx.conf -g 'daemon off;'
nginx_pid=$!

answers() {
	exec 3<>"/dev/tcp/127.0.0.1/$port" || return
	printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
	read -r -t 5 _ code _ <&3 && [ "$code" = 200 ]
}
for ((i = 0; i < 300; i++)); do
	kill -0 $app_pid 2>/dev/null && kill -0 $nginx_pid 2>/dev/null || break
	(answers) 2>/dev/null && break
	sleep 0.1
done
if kill -0 $app_pid 2>/dev/null && kill -0 $nginx_pid 2>/dev/null; then
	[ $i -lt 300 ] || echo "run: the app does not answer yet" >&2
	echo "North Star is ready: http://127.0.0.1:$port (Ctrl-C stops it)"
fi

wait -n $app_pid $nginx_pid
kill -0 $app_pid 2>/dev/null && what=nginx || what="the app"
echo "run: $what ended; stopping" >&2
stop 1
