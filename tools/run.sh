#!/bin/bash
# run.sh STATE PORT [ADMIN]: one instance, nginx and the app, in the
# foreground. The first run fills the state folder, and makes an account for
# the e-mail address ADMIN (also from the environment). Ctrl-C or TERM ends both; when one of
# them ends by itself, so does the other.
set -u

share=$(cd "$(dirname "$0")/.." && pwd)
# Tests run another build of the same program, and come more often
# (NORTHSTAR_LIMITS, see nginx.sh).
app=${NORTHSTAR_PROGRAM:-$share/build/northstar}

fail() {
	echo "run: $*" >&2
	exit 1
}

# From here on all paths are relative to the state folder, so that its name
# may be longer than a Unix socket's may be.
enter_state() {
	umask 027 # nobody else reads the database and the secret
	mkdir -p -- "$1" && cd -- "$1" && mkdir -p run static pages nginx/tmp ||
		fail "cannot make the state folder $1"
	exec 9>run/run.lock
	flock -n 9 || fail "an instance runs on the state folder $PWD already;" \
		"give this one its own with STATE="
}

check_port() {
	case $port in '' | *[!0-9]*) fail "PORT must be a number: $port" ;; esac
	[ "$port" -ge 1 ] && [ "$port" -le 65535 ] ||
		fail "PORT must be from 1 to 65535: $port"
	if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
		fail "port $port is taken; choose another with PORT="
	fi
}

# As root, nginx serves visitors as www-data, if that user can come here; to
# a folder inside /root it cannot.
choose_user() {
	nginx_user=
	[ "$(id -u)" = 0 ] || return 0
	nginx_user="user root;"
	chgrp www-data . run static pages nginx nginx/tmp &&
		chmod g+x . && chmod 2750 run static pages nginx nginx/tmp &&
		setpriv --reuid www-data --regid www-data --clear-groups \
			test -x "$PWD/run" -a -r "$share/build/static" &&
		nginx_user="user www-data;"
}

# The address follows PORT until somebody has given the site another one.
write_config() {
	local host
	if [ -e northstar.conf ]; then
		sed -Ei "s,^(base_url = http://127\.0\.0\.1:)[0-9]+$,\1$port," \
			northstar.conf
	else
		sed "s/@PORT@/$port/" "$share/src/conf/northstar.conf" \
			>northstar.conf
	fi
	host=$(sed -En 's,^base_url *= *https?://([A-Za-z0-9.-]+).*,\1,p' \
		northstar.conf)
	host=${host,,} # a template of nginx knows small letters
	TO=nginx CONF= STATE=. RUN=run LOG=stderr PORT=$port \
		NGINX_USER=$nginx_user NGINX_WORKERS=$(nproc) \
		"$share/tools/nginx.sh" "${host:-localhost}" ||
		fail "cannot write nginx's configuration"
}

# Children end with this script, even when it is killed.
start() {
	setpriv --pdeathsig TERM "$@" 9>&- &
}

stop() {
	local i
	trap '' INT TERM HUP
	# nginx answers what it has begun, and needs the app for that; a slow
	# visitor is not waited for.
	kill -QUIT $nginx_pid 2>/dev/null
	for ((i = 0; i < 30; i++)); do
		kill -0 $nginx_pid 2>/dev/null || break
		sleep 0.1
	done
	kill -TERM $app_pid $nginx_pid 2>/dev/null
	# Longer than the app lets a request take; then there is no mercy.
	for ((i = 0; i < 150; i++)); do
		kill -0 $app_pid 2>/dev/null || kill -0 $nginx_pid 2>/dev/null ||
			break
		sleep 0.1
	done
	kill -KILL $app_pid $nginx_pid 2>/dev/null
	wait
	exit "$1"
}

both_run() {
	kill -0 $app_pid 2>/dev/null && kill -0 $nginx_pid 2>/dev/null
}

answers() {
	[ -S run/app.sock ] || return
	exec 3<>"/dev/tcp/127.0.0.1/$port" || return
	printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
	read -r -t 5 _ code _ <&3 && [ "$code" = 200 ]
}

say_when_ready() {
	local i
	for ((i = 0; i < 300; i++)); do
		both_run || return
		(answers) 2>/dev/null && break
		sleep 0.1
	done
	[ $i -lt 300 ] || echo "run: the app does not answer yet" >&2
	echo "North Star is ready: http://127.0.0.1:$port (Ctrl-C stops it)"
}

main() {
	local what admin
	port=$2
	admin=${3:-${ADMIN:-}}
	enter_state "$1"
	check_port
	choose_user
	write_config
	"$app" setup --state . ${admin:+--admin "$admin"} 9>&- ||
		fail "cannot prepare the state folder $PWD"

	rm -f run/app.sock run/outside.sock run/staff.sock
	app_pid= nginx_pid=
	trap 'stop 0' INT TERM HUP
	start "$app" serve --state .
	app_pid=$!
	start nginx -e stderr -p "$PWD/" -c nginx/nginx.conf -g 'daemon off;'
	nginx_pid=$!
	say_when_ready
	# Who ended meanwhile is no job any more: the other would be waited for.
	both_run && wait -n $app_pid $nginx_pid
	what=nginx
	kill -0 $app_pid 2>/dev/null || what="the app"
	echo "run: $what ended; stopping" >&2
	stop 1
}

# On one line, so that a change to this file does not meet a running shell.
main "$@"; exit
