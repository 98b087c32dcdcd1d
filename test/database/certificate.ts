import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate for a host name, signed by an authority or by itself: X.509 version 3 in DER (RFC 5280), ECDSA with SHA-256 on P-256.
 *
 * @param to when it ends; it begins two days before, or two days before today.
 */
export function certificateFor(
  host: string,
  { by, to = days(2), authority = false }: { by?: Certificate & { name: string }; to?: Date; authority?: boolean } = {},
): Certificate & { readonly name: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const signer: KeyObject = createPrivateKey(by?.key ?? key);
  const from = new Date(Math.min(to.getTime(), Date.now()) - 2 * 86_400_000);
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const extensions = [
    sequence(oid('2.5.29.17'), octets(sequence(der(0x82, Buffer.from(host))))),
    ...(authority ? [sequence(oid('2.5.29.19'), octets(sequence(der(0x01, Buffer.from([0xff])))))] : []),
  ];
  const toBeSigned = sequence(
    der(0xa0, integer(2)),
    integer(1),
    algorithm,
    nameOf(by?.name ?? host),
    sequence(time(from), time(to)),
    nameOf(host),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, signer)]);
  const bytes = sequence(toBeSigned, algorithm, der(0x03, signature));
  const lines = bytes.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return { name: host, key, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** So many days from now. */
export function days(count: number): Date {
  return new Date(Date.now() + count * 86_400_000);
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const long = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...long]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]));
}

/** Common name alone. */
function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(text)))));
}

function time(at: Date): Buffer {
  return der(0x17, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const digits = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
