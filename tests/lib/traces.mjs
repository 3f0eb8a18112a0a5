// What is left of a person in the files of an instance.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) :
      entry.isFile() ? [path] : [];
  });
}

function bytesOf(path) {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) :
    path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
}

// The files below the state folder that hold the word, in any case.
export const holders = (site, word) => filesBelow(site.state).filter((path) => {
  try {
    return bytesOf(path).toString('latin1').toLowerCase().includes(word);
  } catch (error) {
    if (error.code === 'ENOENT') return false; // went meanwhile
    throw error;
  }
});
