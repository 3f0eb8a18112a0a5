// Import this first to test build/northstar and not the sanitizer build, whose
// malloc() is another one.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.NORTHSTAR_PROGRAM = join(dirname(fileURLToPath(import.meta.url)),
  '../../build/northstar');
