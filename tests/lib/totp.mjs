// An authenticator app: RFC 6238 on node's own HMAC, so that the program is
// not tested with the library that it uses.
import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function fromBase32(text) {
  let bits = '';
  for (const letter of text.toUpperCase().replace(/[^A-Z2-7]/g, ''))
    bits += LETTERS.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// The code of secret (base 32), steps of 30 seconds from now.
export function totp(secret, { steps = 0, now = Date.now() } = {}) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + steps));
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000)
    .padStart(6, '0');
}
