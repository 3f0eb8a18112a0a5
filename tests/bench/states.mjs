// State folders of bench: the starter directory and generated listings, one
// of them with a thread of 25 published comments. Made once for each size.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync,
  rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formFields } from '../lib/forms.mjs';
import { root, startInstance } from '../lib/instance.mjs';

export const work = join(root, 'build/bench');
const program = join(root, 'build/northstar');
const STARTER = 98;
const ABOUT = 'mentor+north+duluth'; // finds the same listing at every size
export const COMMENTS = 25;

function run(command, args, options = {}) {
  const got = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (got.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${got.stderr}`);
  return got.stdout;
}

// What a state is made of; another of it makes another state.
function fingerprint() {
  const key = createHash('sha256').update(readFileSync(join(root,
    'tests/bench/gen_programs.py'))).update(readFileSync(join(root,
    'schema.sql')));
  for (const name of readdirSync(join(root, 'data')).sort())
    if (/\.csv$/.test(name)) key.update(readFileSync(join(root, 'data', name)));
  return key.digest('hex').slice(0, 12);
}

export const config = { comments: { per_hour: 10000 } };

// The thread: every third comment answers the one before it.
async function fillThread(state) {
  const instance = await startInstance({ state, config });
  const { slug } = JSON.parse((await instance.get(
    `/programs.json?q=${ABOUT}`)).text).programs[0];
  const page = (await instance.get(`/programs/${slug}`)).text;
  const fields = formFields(page, '/comments');
  for (let i = 1, last = 0; i <= COMMENTS; i++) {
    const answer = await instance.post('/comments', { ...fields,
      parent: i % 3 === 0 ? String(last) : '',
      name: `Visitor ${i}`, email: `visitor${i}@example.org`,
      body: `Comment ${i}: we have been part of this for ${i} years. The ` +
        'mentors are patient, come every week and **stay**.\n\nHow do we ' +
        'sign up a second child? The website names no contact.' });
    if (answer.status !== 303)
      throw new Error(`comment ${i}: ${answer.status} ${answer.text}`);
    last = answer.headers.location.match(/comment-(\d+)$/)[1];
    instance.run('comment', 'publish', last);
  }
  await instance.stop();
  return { slug, key: fields.key };
}

async function make(size, folder) {
  const fresh = `${folder}.new`, state = join(fresh, 'state');
  const csv = join(fresh, 'programs.csv');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  run('python3', [join(root, 'tests/bench/gen_programs.py'),
    String(size - STARTER), csv, '--terms', join(fresh, 'terms'),
    '--filters', join(fresh, 'filters')]);
  run(program, ['setup', '--state', state]);
  run(program, ['import', 'programs', csv, '--publish', '--state', state]);
  rmSync(csv);
  const thread = await fillThread(state);
  writeFileSync(join(fresh, 'thread.json'), JSON.stringify(thread));
  for (const name of ['pages', 'run', 'nginx', 'northstar.conf'])
    rmSync(join(state, name), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

// A copy of the state of size to work on, and what is known of it.
export async function openState(size) {
  const folder = join(work, `${size}-${fingerprint()}`);
  const copy = join(work, 'run');
  if (!existsSync(folder)) {
    for (const name of readdirSync(work))
      if (name.startsWith(`${size}-`)) rmSync(join(work, name),
        { recursive: true });
    console.error(`making a directory of ${size} listings …`);
    await make(size, folder);
  }
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return {
    state: join(copy, 'state'),
    thread: JSON.parse(readFileSync(join(copy, 'thread.json'), 'utf8')),
    terms: readFileSync(join(copy, 'terms'), 'utf8').trim().split('\n'),
    filters: readFileSync(join(copy, 'filters'), 'utf8').trim().split('\n')
      .map((line) => line.split('\t')),
  };
}
