#!/bin/sh
# Build every fuzz target with clang and run each for SECONDS (default 20; 3
# is enough to see that all still work):
#
#	tests/fuzz/run.sh [SECONDS] [TARGET ...]
#
# What a run learns stays in build/fuzz/corpus for the next one. An input that
# crashes or breaks a promise is kept in build/fuzz/findings, and the script
# fails; run build/fuzz/TARGET on that file to see it again.
set -eu
cd "$(dirname "$0")/../.."

seconds=${1:-20}
[ $# -gt 0 ] && shift
out=build/fuzz
cc=clang
command -v $cc >/dev/null || cc=clang-14
flags="-std=c11 -D_GNU_SOURCE -Isrc -Itests/fuzz -g -O1 -Wall -Wextra -Werror
	-fno-omit-frame-pointer -fno-sanitize-recover=all"
libs="-lsodium -ljansson -lz -lbrotlienc -lutf8proc -linih -lcurl -lcsv -lfcgi
	-lunistring"

mkdir -p $out/findings
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls fuzz_*.c | sed 's/fuzz_//; s/\.c//')

objects=
for source in src/util/*.c src/http/*.c; do
	object=$out/$(echo "$source" | tr / _ | sed 's/c$/o/')
	objects="$objects $object"
	if [ -n "$(find src/util src/http -newer "$object" 2>/dev/null || echo new)" ]
	then
		$cc $flags -fsanitize=fuzzer-no-link,address,undefined \
			-c -o "$object" "$source"
	fi
done

failed=0
for target; do
	$cc $flags -fsanitize=fuzzer,address,undefined -o "$out/$target" \
		"tests/fuzz/fuzz_$target.c" $objects $libs
	mkdir -p "$out/corpus/$target"
	if "$out/$target" -max_total_time="$seconds" -max_len=4096 -timeout=5 \
		-print_final_stats=1 -artifact_prefix="$out/findings/$target-" \
		"$out/corpus/$target" "tests/fuzz/seeds/$target" \
		>"$out/$target.log" 2>&1
	then
		runs=$(sed -n 's/.*number_of_executed_units: //p' "$out/$target.log")
		echo "ok      $target: $runs inputs"
	else
		failed=1
		echo "FAILED  $target: see $out/$target.log and $out/findings"
		grep -m 3 -E 'ERROR|SUMMARY|runtime error' "$out/$target.log" || true
	fi
done
exit $failed
