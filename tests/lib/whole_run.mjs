// Import this before all else of ours: a whole run is on build/northstar, as
// it is installed; a smoke (--smoke) stays on the sanitizer build.
import { join } from 'node:path';

if (!process.argv.includes('--smoke'))
  process.env.NORTHSTAR_PROGRAM ??=
    join(import.meta.dirname, '../../build/northstar');
