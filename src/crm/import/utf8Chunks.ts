import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { HandraiseError } from '../../errors.ts';
import { fileFailure } from '../../systemFailure.ts';
import { refuseBomb } from './bomb.ts';
import { refuseForeign } from './foreignFile.ts';

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

/** A file's text as chunks of UTF-8 without a byte order mark. */
export interface DecodedText {
  /** The name of the encoding that the file is read in. */
  readonly encoding: string;
  readonly because: 'mark' | 'declared' | 'default';
  /** The beginning of the text; empty for an empty file. */
  readonly first: Buffer;
  readonly rest: AsyncGenerator<Buffer>;
}

/**
 * A file's text in bounded memory; a file packed by gzip is unpacked.
 *
 * @param encoding a WHATWG label; by default what the byte order mark says, else UTF-8
 * @throws HandraiseError as {@link decodedText}; `usage` or `permission` when the file cannot be read.
 */
export async function textOf(
  file: string,
  encoding: string | undefined,
  onBytes?: (read: number, total: number) => void,
): Promise<DecodedText> {
  return decodedText(file, plainChunks(file, onBytes), encoding);
}

/**
 * Bytes as text.
 *
 * Bytes that mean nothing in the encoding become 0xFF, so that whoever decodes a cell finds it; a file in UTF-8 comes
 * out as it is. In other encodings U+FFFD itself counts as such a byte: it is the scar of an earlier wrong decoding.
 *
 * @param file what to call them
 * @param encoding a WHATWG label; by default what the byte order mark says, else UTF-8
 * @throws HandraiseError `config` for an unknown label, `data` when they begin with another encoding's mark, seem to be
 *   UTF-16 or are no text at all.
 */
export async function decodedText(
  file: string,
  plain: AsyncGenerator<Buffer>,
  encoding: string | undefined,
): Promise<DecodedText> {
  if (encoding !== undefined) decoderOf(encoding);
  const { done, value } = await plain.next();
  if (done) return { encoding: 'utf-8', because: 'default', first: Buffer.alloc(0), rest: plain };
  try {
    refuseForeign(file, value);
    const mark = markOf(value);
    const decoder = decoderOf(encoding ?? mark?.encoding ?? 'utf-8');
    if (mark !== undefined && mark.encoding !== decoder.encoding) throw wrongMark(file, mark.encoding, encoding!);
    if (encoding === undefined && mark === undefined) refuseUtf16(file, value);
    const unmarked = decoder.encoding === 'utf-8' ? value.subarray(mark?.bytes.length ?? 0) : undefined;
    return {
      encoding: decoder.encoding,
      because: encoding !== undefined ? 'declared' : mark ? 'mark' : 'default',
      first: unmarked ?? encode(decoder.decode(value, { stream: true })),
      rest: unmarked ? plain : decoded(plain, decoder),
    };
  } catch (error) {
    await plain.return(undefined);
    throw error;
  }
}

/** A text's chunks, the first one and the others. */
export async function* chunksOf({ first, rest }: Pick<DecodedText, 'first' | 'rest'>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** The chunks of {@link textOf}. */
export async function* utf8Chunks(file: string, encoding: string | undefined): AsyncGenerator<Buffer> {
  yield* chunksOf(await textOf(file, encoding));
}

async function* decoded(chunks: AsyncGenerator<Buffer>, decoder: TextDecoder): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield encode(decoder.decode(chunk, { stream: true }));
  yield encode(decoder.decode());
}

async function* plainChunks(file: string, onBytes?: (read: number, total: number) => void): AsyncGenerator<Buffer> {
  try {
    const handle = await openFile(file);
    try {
      const { size } = await handle.stat();
      const source = handle.createReadStream({ autoClose: false, start: 0 });
      const packed = await isGzip(handle);
      let read = 0;
      for await (const bytes of (packed ? unpacked(source) : source) as AsyncIterable<Buffer>) {
        read += bytes.length;
        if (packed) refuseBomb(file, source.bytesRead, read);
        yield bytes;
        onBytes?.(source.bytesRead, size);
      }
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

/** Opens a file from which any part can be read. */
async function openFile(file: string): Promise<FileHandle> {
  // Without waiting: a pipe that nobody writes to would never open.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await handle.stat();
  if (found.isFile() || found.isDirectory()) return handle;
  await handle.close();
  throw new HandraiseError('usage', `${file} is a pipe or a device, which cannot be read twice`, {
    hint: 'write what comes from it into a file first',
  });
}

async function isGzip(handle: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

/** Whether a file is a zip file, by its first bytes; workbooks are too. */
export async function beginsLikeZip(file: string): Promise<boolean> {
  try {
    const handle = await openFile(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.toString('latin1') === 'PK\u0003\u0004';
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileFailure(error, `reading ${file}`, 'usage');
  }
}

function markOf(bytes: Buffer): (typeof marks)[number] | undefined {
  return marks.find((mark) => bytes.subarray(0, mark.bytes.length).equals(mark.bytes));
}

/** Half of the bytes of Latin text in UTF-16 are zero: every first or every second one. */
function refuseUtf16(file: string, bytes: Buffer): void {
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2);
  const zeros = [0, 0];
  for (let at = 0; at < 2 * pairs; at++) if (bytes[at] === 0) zeros[at % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (Math.max(even, odd) < 0.3 * pairs || Math.min(even, odd) > 0.05 * pairs || pairs < 4) return;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  throw new HandraiseError('data', `${file}: looks like ${encoding.toUpperCase()} without a byte order mark`, {
    hint: `say so: --encoding ${encoding}`,
  });
}

function wrongMark(file: string, found: string, declared: string): HandraiseError {
  return new HandraiseError('data', `${file}, line 1: begins with the mark of ${found}, but ${declared} is declared`, {
    hint: `declare its encoding: ${found}`,
  });
}

function encode(text: string): Buffer {
  if (!text.includes(replacement)) return Buffer.from(text);
  const parts = text.split(replacement).flatMap((part) => [undecodable, Buffer.from(part)]);
  return Buffer.concat(parts.slice(1));
}
