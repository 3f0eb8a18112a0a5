// One request by FastCGI (its specification, 3), as nginx would send it; gives
// the status of the answer.
import net from 'node:net';

const record = (type, content) => Buffer.concat([
  Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255,
    0, 0]), content]);

export function askSocket(path, uri, { method = 'GET',
  host = 'localhost' } = {}) {
  const params = Buffer.concat(Object.entries({
    REQUEST_METHOD: method, REQUEST_URI: uri, QUERY_STRING: '',
    REMOTE_ADDR: '127.0.0.1', REQUEST_ID: 'pools', SERVER_NAME: 'localhost',
    HTTP_HOST: host, CONTENT_LENGTH: '',
  }).map(([name, value]) => Buffer.concat([
    Buffer.from([name.length, value.length]), Buffer.from(name + value)])));
  return new Promise((resolve, reject) => {
    const socket = net.connect(path);
    const parts = [];
    socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('data', (part) => parts.push(part));
    socket.on('close', () => {
      const text = Buffer.concat(parts).toString('latin1');
      resolve(text ? Number(text.match(/Status: (\d+)/)?.[1] ?? 200) : 0);
    });
    socket.write(Buffer.concat([
      record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, params),
      record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]));
  });
}
