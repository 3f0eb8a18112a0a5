// Hostile words and bytes: what keeps them words and bytes.
export default [
];
