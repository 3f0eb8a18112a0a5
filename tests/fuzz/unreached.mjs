// Lines of the parsers that no input of a target reaches, and why: runs of
// lines that stand in the file once, in this order. coverage.mjs fails for a
// line that is missing here, and for one that is reached after all.
export const unreached = [
];
