// A real mail server on a free port that keeps what it gets. answer(mail) may
// give an Error with a responseCode to refuse it.
import { SMTPServer } from 'smtp-server';

export async function startMailServer({ answer = () => null, user } = {}) {
  const mails = [];
  const server = new SMTPServer({
    authOptional: !user, disabledCommands: user ? ['STARTTLS'] :
      ['AUTH', 'STARTTLS'],
    allowInsecureAuth: true, logger: false,
    onAuth(auth, session, done) {
      done(auth.username === user?.name && auth.password === user?.password ?
        null : new Error('wrong password'), { user: auth.username });
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8');
        const cut = raw.indexOf('\r\n\r\n');
        const mail = { from: session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map((one) => one.address),
          head: raw.slice(0, cut),
          text: unquote(raw.slice(cut + 4)) };
        const refusal = answer(mail);
        if (!refusal) mails.push(mail);
        done(refusal);
      });
    },
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { mails, port: server.server.address().port,
    stop: () => new Promise((done) => server.close(done)) };
}

// Quoted-printable (RFC 2045), back to text; other bodies hold it in parts.
function unquote(text) {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g,
    (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
