// Writes data/neighbors.csv from data/mn-counties.json: which counties of
// Minnesota share a border. The outlines come from one topology, so two
// counties with a common border repeat its points exactly; a single common
// point is a corner, not a border.
//
// usage: node tools/neighbors.mjs
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../data/", import.meta.url);
const { counties } = JSON.parse(
	readFileSync(new URL("mn-counties.json", folder), "utf8"),
);
const outlines = counties
	.map(({ fips, d }) => ({
		fips,
		points: new Set(d.match(/-?[\d.]+ -?[\d.]+/g)),
	}))
	.sort((a, b) => a.fips.localeCompare(b.fips));

const rows = ["county_fips,neighbor_fips"];
outlines.forEach((a, i) => {
	for (const b of outlines.slice(i + 1)) {
		const shared = [...a.points].filter((p) => b.points.has(p));
		if (shared.length >= 2) rows.push(`${a.fips},${b.fips}`);
	}
});
writeFileSync(new URL("neighbors.csv", folder), rows.join("\n") + "\n");
