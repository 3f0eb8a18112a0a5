// flooder.mjs JSON: one flood against 127.0.0.1:{port} (or {host}), in a
// process of its own; prints what came back, as JSON, when {total} requests
// are done (slow: when {seconds} are over).
//
//	slow     {total} connections, a byte of a header every five seconds
//	posts    comments, each another text, {parallel} at a time
//	urls     addresses that somebody made up
//	searches {parallel} long searches with misspelt words
//
// {addresses} tells where from: one, or so many of 127/8 or of a /48.
import http from 'node:http';
import net from 'node:net';

const told = JSON.parse(process.argv[2]);
const host = told.host ?? '127.0.0.1';
const codes = {};
const note = (code) => { codes[code] = (codes[code] ?? 0) + 1; };

function from(i) {
  const n = i % (told.addresses ?? 1);
  const high = (n >> 8) & 255, low = n & 255;
  return host.includes(':') ? `2001:db8:77:${n.toString(16)}::1`
    : `127.${told.block ?? 9}.${high}.${low || 1}`;
}

const request = (i, options, body) => new Promise((resolve) => {
  const sent = http.request({ host, port: told.port, agent: false,
    localAddress: from(i), ...options }, (answer) => {
    answer.resume();
    answer.on('end', () => resolve(note(answer.statusCode)));
    answer.on('error', (error) => resolve(note(error.code)));
  });
  sent.on('error', (error) => resolve(note(error.code)));
  sent.setTimeout(30_000, () => sent.destroy());
  sent.end(body);
});

const WORDS = ['mentring', 'scool', 'yuoth', 'colege', 'readng', 'brohters',
  'comunity', 'duluht', 'minneaplis', 'afterschol', 'tutring', 'ansestry'];
const kinds = {
  posts(i) {
    const body = new URLSearchParams({ thread: 'about', key: 'about',
      name: 'Flood', email: 'flood@example.org', body: `Flood ${told.mark} ${i}` }).toString();
    return request(i, { method: 'POST', path: '/comments', headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': body.length, Host: `127.0.0.1:${told.port}`,
      Origin: `http://127.0.0.1:${told.port}` } }, body);
  },
  urls: (i) => request(i, { path: i % 2 ? `/programs?page=2&made=up${i}`
    : `/made/up/${told.mark}/${i}`, headers: { Host: '127.0.0.1' } }),
  searches(i) {
    const words = [];
    for (let n = 0; n < 7; n++) words.push(WORDS[(i * 5 + n * 7) % WORDS.length]);
    return request(i, { path: '/programs?q=' +
      `${words.join('+')}+x${i}&near=55805&within=50`,
    headers: { Host: '127.0.0.1' } });
  },
};

async function slow() {
  let open = 0, most = 0;
  const sockets = [];
  const connect = (i) => {
    const socket = net.connect({ host, port: told.port, localAddress: from(i) });
    sockets[i] = socket;
    socket.on('connect', () => {
      most = Math.max(most, ++open);
      socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX');
    });
    socket.on('error', (error) => note(error.code));
    socket.on('close', () => { open--; note('closed'); });
    socket.resume();
  };
  for (let i = 0; i < told.total; i++) {
    connect(i);
    if (i % 100 === 99) await new Promise((done) => setTimeout(done, 10));
  }
  for (const end = Date.now() + told.seconds * 1000; Date.now() < end;) {
    await new Promise((done) => setTimeout(done, 1000));
    sockets.forEach((socket, i) => {
      if (socket.destroyed) connect(i); // a stubborn one comes back
      else if (socket.writable && Math.random() < 0.2) socket.write('x');
    });
  }
  for (const socket of sockets) socket.destroy();
  codes.open_at_once = most;
}

if (told.kind === 'slow') {
  await slow();
} else {
  let next = 0;
  await Promise.all(Array.from({ length: told.parallel ?? 32 }, async () => {
    while (next < told.total) await kinds[told.kind](next++);
  }));
}
console.log(JSON.stringify(codes));
process.exit(0);
