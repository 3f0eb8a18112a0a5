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
cc=clang cxx=clang++
command -v $cc >/dev/null || cc=clang-14 cxx=clang++-14
mode="-g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all"
libs=$(make --no-print-directory -s libs)

mkdir -p $out/findings
[ $# -gt 0 ] || set -- $(cd tests/fuzz && ls fuzz_*.c | sed 's/fuzz_//; s/\.c//')

# Everything but main(), as make builds it; each target takes what it needs.
make --no-print-directory -s -j2 CC=$cc CXX=$cxx BUILD=$out HARDEN= \
	MODE="$mode -fsanitize=fuzzer-no-link,address,undefined" $out/parts.a

failed=0
for target; do
	$cc -std=c11 -D_GNU_SOURCE -Isrc -Itests/fuzz -Wall -Wextra -Werror \
		$mode -fsanitize=fuzzer,address,undefined -o "$out/$target" \
		"tests/fuzz/fuzz_$target.c" $out/parts.a $libs
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
