// hammer.mjs HOST CLIENTS STOPFILE: ask https://HOST on this machine, each
// time on a new connection, until the file STOPFILE is there; then one line
// of JSON: how often each status or error came.
import { existsSync } from 'node:fs';
import https from 'node:https';

const [host, clients, stop] = process.argv.slice(2);
const seen = {};

const ask = (path) => new Promise((resolve) => {
  const request = https.get({ host: '127.0.0.1', port: 443, path, agent: false,
    servername: host, rejectUnauthorized: false, headers: { Host: host } },
  (answer) => {
    answer.resume();
    answer.on('end', () => resolve(answer.statusCode));
    answer.on('error', (error) => resolve(error.code));
  });
  request.on('error', (error) => resolve(error.code));
  request.setTimeout(30_000, () => request.destroy());
});

await Promise.all(Array.from({ length: Number(clients) }, async (_, i) => {
  const paths = ['/robots.txt', `/programs?q=dog${i}`, '/sign-in/nobody'];
  for (let k = i; !existsSync(stop); k++) {
    const path = paths[k % paths.length];
    const key = `${path.split('?')[0]} ${await ask(path)}`;
    seen[key] = (seen[key] ?? 0) + 1;
  }
}));
console.log(JSON.stringify(seen));
