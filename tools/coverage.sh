#!/bin/sh
# Run the unit and HTTP tests on the build that counts, then say for each
# source how many of its lines ran; the least covered come last.
set -eu
cd "$(dirname "$0")/.."
find build/cov -name '*.gcda' -delete
for unit in build/cov/unit/test_*; do
	[ ! -x "$unit" ] || "$unit" >/dev/null 2>&1 || echo "failed: $unit"
done
NORTHSTAR_PROGRAM=$PWD/build/cov/northstar node tools/test.mjs http | tail -1
find build/cov -name '*.gcda' -not -path '*/unit/*' |
	xargs gcov -n 2>/dev/null |
	awk -F"[':%]" '
		/^File/ { file = $2 }
		/^Lines executed/ && file ~ /^src\// {
			split($0, part, " of ")
			printf "%6.1f %%  %5d lines  %s\n", $2, part[2], file
			ran += $2 * part[2] / 100
			all += part[2]
			file = ""
		}
		END { if (all) printf "%6.1f %%  %5d lines  all\n", 100 * ran / all, all }
	' | sort -rn
