// probe.mjs JSON: a calm reader, in a process of its own. Asks {paths} of
// {port} in turn, {every_ms} after the last began, for {seconds}; prints how
// long answers took and what was no 200, as JSON.
import http from 'node:http';
import { performance } from 'node:perf_hooks';

const told = JSON.parse(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const took = [], bad = {};

const ask = (path) => new Promise((resolve) => {
  const began = performance.now();
  const end = (code) => {
    took.push(performance.now() - began);
    if (code !== 200) bad[code] = (bad[code] ?? 0) + 1;
    resolve();
  };
  http.get({ host: '127.0.0.1', port: told.port, path, agent,
    localAddress: told.from, headers: told.headers }, (answer) => {
    answer.resume();
    answer.on('end', () => end(answer.statusCode));
    answer.on('error', (error) => end(error.code));
  }).on('error', (error) => end(error.code)).setTimeout(20_000, function () {
    this.destroy();
  });
});

for (let i = 0; i < 20; i++) await ask(told.paths[i % told.paths.length]);
took.length = 0;
const end = performance.now() + told.seconds * 1000, asked = [];
for (let i = 0; performance.now() < end; i++) {
  asked.push(ask(told.paths[i % told.paths.length]));
  await new Promise((done) => setTimeout(done, told.every_ms));
}
await Promise.all(asked);
agent.destroy();
took.sort((a, b) => a - b);
const at = (part) => Number(took[Math.min(took.length - 1,
  Math.floor(took.length * part))].toFixed(2));
console.log(JSON.stringify({ count: took.length, p50: at(0.5), p99: at(0.99),
  max: at(1), bad }));
