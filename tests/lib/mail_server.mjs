// A real mail server on a free port that keeps what it gets. answer(mail) may
// give an Error with a responseCode to refuse it, or a promise of either;
// recipient(address) the same for a recipient; options go to smtp-server.
import { SMTPServer } from 'smtp-server';

export async function startMailServer({ answer = () => null, user,
  recipient = () => null, port = 0, host = '127.0.0.1', options = {} } = {}) {
  const mails = [];
  const sockets = new Set();
  let connections = 0;
  const server = new SMTPServer({
    authOptional: !user, disabledCommands: user ? ['STARTTLS'] :
      ['AUTH', 'STARTTLS'],
    allowInsecureAuth: true, logger: false,
    onAuth(auth, session, done) {
      done(auth.username === user?.name && auth.password === user?.password ?
        null : new Error('wrong password'), { user: auth.username });
    },
    async onRcptTo(address, session, done) {
      done(await recipient(address.address));
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', async () => {
        const mail = { ...parseMail(Buffer.concat(parts).toString('latin1')),
          from: session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map((one) => one.address) };
        const refusal = await answer(mail);
        if (!refusal) mails.push(mail);
        done(refusal);
      });
    },
    ...options,
  });
  server.on('error', () => {}); // a client that went away
  server.server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((ready) => server.listen(port, host, ready));
  // kill(): as if its power had gone, in the middle of whatever it does.
  const kill = () => {
    server.server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { mails, port: server.server.address().port, kill,
    connections: () => connections,
    stop: () => { kill(); return new Promise((done) => server.close(done)); } };
}

// A message as it came over the wire: raw, its head (unfolded lines, and
// header(name)), and decoded: subject, sender, text, and html if there is one.
export function parseMail(raw) {
  const cut = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, cut);
  const lines = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name) => lines.match(
    new RegExp(`^${name}: (.*)$`, 'im'))?.[1]?.trim();
  const boundary = header('Content-Type')
    ?.match(/^multipart\/alternative; *boundary="?([^";]+)"?/)?.[1];
  const body = raw.slice(cut + 4);
  const parts = boundary === undefined ? [body] :
    body.split(`--${boundary}`).slice(1, -1)
      .map((part) => part.slice(2, -2)); // line ends around it
  const [text, html] = parts.map((part) => unquote(boundary === undefined ?
    part : part.slice(part.indexOf('\r\n\r\n') + 4)));
  return { raw, head, header, text, html, id: header('Message-ID'),
    subject: words(header('Subject') ?? ''),
    sender: words(header('From') ?? ''),
    types: boundary === undefined ? [] :
      parts.map((part) => part.match(/^Content-Type: ([^;\r]*)/mi)?.[1]) };
}

// Quoted-printable (RFC 2045), back to text; other bodies hold it in parts.
function unquote(text) {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g,
    (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}

// Encoded words (RFC 2047, "Q"), back to text.
function words(text) {
  return Buffer.from(text.replace(/\?=\s+=\?utf-8\?Q\?/gi, '')
    .replace(/=\?utf-8\?Q\?([^?]*)\?=/gi, (_, word) => word
      .replaceAll('_', ' ').replace(/=([0-9A-F]{2})/g, (_all, hex) =>
        String.fromCharCode(parseInt(hex, 16)))), 'latin1').toString('utf8');
}
