import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { HandraiseError } from '../../errors.ts';
import { fileFailure } from '../../systemFailure.ts';

/** A byte that occurs nowhere in UTF-8: it stands where the file's own bytes meant no character. */
const undecodable = Buffer.of(0xff);

const replacement = '\uFFFD';

const marks: readonly { readonly encoding: string; readonly bytes: Buffer }[] = [
  { encoding: 'utf-8', bytes: Buffer.of(0xef, 0xbb, 0xbf) },
  { encoding: 'utf-16le', bytes: Buffer.of(0xff, 0xfe) },
  { encoding: 'utf-16be', bytes: Buffer.of(0xfe, 0xff) },
];

/**
 * The decoder of a WHATWG encoding label; `latin1` and `ascii` mean windows-1252 there, as in browsers.
 *
 * @throws HandraiseError `config` naming a label that is not known.
 */
export function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    throw new HandraiseError('config', `encoding ${JSON.stringify(label)} is not known`, {
      hint: 'use a WHATWG label such as utf-8, windows-1252, iso-8859-15, utf-16le or shift_jis',
      cause: error,
    });
  }
}

/**
 * A file's text as chunks of UTF-8 without a byte order mark, in bounded memory; a file packed by gzip is unpacked.
 *
 * Bytes that mean nothing in the encoding become 0xFF, so that whoever decodes a cell finds it; a file in UTF-8 comes
 * out as it is. In other encodings U+FFFD itself counts as such a byte: it is the scar of an earlier wrong decoding.
 *
 * @throws HandraiseError `config` for an unknown label, `data` when the file begins with another encoding's mark,
 *   `usage` or `permission` when it cannot be read.
 */
export async function* utf8Chunks(
  file: string,
  encoding: string,
  onBytes?: (read: number, total: number) => void,
): AsyncGenerator<Buffer> {
  const decoder = decoderOf(encoding);
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const source = handle.createReadStream({ autoClose: false, start: 0 });
      let first = true;
      const plain = (await isGzip(handle)) ? unpacked(source) : source;
      for await (const bytes of plain as AsyncIterable<Buffer>) {
        const mark = first ? markOf(bytes) : undefined;
        if (mark !== undefined && mark.encoding !== decoder.encoding) throw wrongMark(file, mark.encoding, encoding);
        if (decoder.encoding !== 'utf-8') yield encode(decoder.decode(bytes, { stream: true }));
        else yield mark === undefined ? bytes : bytes.subarray(mark.bytes.length);
        first = false;
        onBytes?.(source.bytesRead, size);
      }
      if (decoder.encoding !== 'utf-8') yield encode(decoder.decode());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'Z_DATA_ERROR' || (error as { code?: unknown }).code === 'Z_BUF_ERROR')
      throw new HandraiseError('data', `${file}: packed by gzip, but damaged or cut off`, {
        hint: 'fetch or pack it again',
        cause: error,
      });
    throw fileFailure(error, `reading ${file}`, 'usage');
  }
}

function unpacked(source: Readable): Readable {
  const unpacking = createGunzip();
  source.on('error', (error) => unpacking.destroy(error));
  return source.pipe(unpacking);
}

async function isGzip(handle: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

function markOf(bytes: Buffer): (typeof marks)[number] | undefined {
  return marks.find((mark) => bytes.subarray(0, mark.bytes.length).equals(mark.bytes));
}

function wrongMark(file: string, found: string, declared: string): HandraiseError {
  return new HandraiseError('data', `${file}, line 1: begins with the mark of ${found}, but ${declared} is declared`, {
    hint: `declare encoding: '${found}'`,
  });
}

function encode(text: string): Buffer {
  if (!text.includes(replacement)) return Buffer.from(text);
  const parts = text.split(replacement).flatMap((part) => [undecodable, Buffer.from(part)]);
  return Buffer.concat(parts.slice(1));
}
