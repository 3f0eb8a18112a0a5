#!/bin/bash
# boot.sh FOLDER: a systemd of its own, in namespaces of its own, on a copy of
# this machine's files that is thrown away (an overlay in memory). FOLDER is
# /mnt in there; FOLDER/etc holds units. Ends when that systemd ends, or with
# code 77 and a reason when this machine does not let us.
set -u
folder=$1

cannot() {
	echo "boot: $*" >&2
	exit 77
}

if [ "${2:-}" != inside ]; then
	[ "$(id -u)" = 0 ] || cannot "only root may"
	unshare -m true 2>/dev/null || cannot "no namespaces"
	exec unshare -m "$0" "$folder" inside
fi

# A control group of our own, which goes with us.
mkdir -p "$folder/work"
mount -t tmpfs tmpfs "$folder/work" || cannot "no tmpfs"
cd "$folder/work" && mkdir upper work root groups
mount -t cgroup2 cgroup2 groups || cannot "no cgroup2"
group=$PWD/groups/northstar-test-$$
home=$PWD/groups$(sed -n 's/^0:://p' /proc/self/cgroup)
mkdir "$group" && echo $$ >"$group/cgroup.procs" || cannot "no group"
child= cat=
leave() {
	trap '' INT TERM HUP
	kill -KILL $child $cat 2>/dev/null
	wait
	echo $$ >"$home/cgroup.procs"
	for i in 1 2 3 4 5 6 7 8 9 10; do
		find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
		[ -d "$group" ] || break
		sleep 0.1
	done
}
trap leave EXIT
trap 'exit 1' INT TERM HUP

root=$PWD/root
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work "$root" ||
	cannot "no overlay"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs tmpfs "$root/dev"
for device in null zero full random urandom tty; do
	touch "$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
# What it says of itself, in FOLDER/log.
mkfifo "$folder/kmsg" && touch "$root/dev/kmsg"
mount --bind "$folder/kmsg" "$root/dev/kmsg"
setpriv --pdeathsig KILL cat <>"$folder/kmsg" >"$folder/log" &
cat=$!
mount --bind "$folder" "$root/mnt"
# Nothing of this machine is started in there, and nothing that sets it up.
rm -rf "$root/etc/systemd/system" "$root/etc/fstab" \
	"$root"/lib/systemd/system/*.target.wants
mkdir -p "$root/etc/systemd/system" "$root/oldroot"
cat >"$root/etc/systemd/system/test.target" <<END
[Unit]
DefaultDependencies=no
END

setpriv --pdeathsig KILL \
	unshare -m -p -n -u -i -C --fork --kill-child=KILL \
	setpriv --pdeathsig KILL bash -c '
	root=$1
	mount --make-rprivate /
	mount -t proc proc "$root/proc"
	mount --bind "$root/proc/sys" "$root/proc/sys"
	mount -o remount,bind,ro "$root/proc/sys" || exit 77
	mount -t sysfs -o ro sysfs "$root/sys" && umount -R "$root/sys/fs/cgroup"
	mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup" || exit 77
	ip link set lo up || exit 77
	cd "$root" && pivot_root . oldroot
	exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=northstar \
		chroot . sh -c "umount -l /oldroot; rmdir /oldroot
		exec /lib/systemd/systemd --system --unit=test.target \
		--log-target=kmsg --show-status=no" </dev/null' -- "$root" \
	2>/dev/null &
child=$!
wait $child
