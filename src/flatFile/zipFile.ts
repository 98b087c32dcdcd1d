import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { refuseBomb } from '../crm/import/bomb.ts';
import { HandraiseError } from '../errors.ts';

/** The most bytes that what is read whole may unpack to: a small file may claim to hold terabytes. */
export const unpackedLimit = 1024 ** 3;

/** A zip file and what it holds. */
export interface OpenZip {
  readonly zip: ZipFile;
  /** Its files, without folders and what a Mac adds. */
  readonly entries: readonly Entry[];
}

/**
 * Opens a zip file or its bytes.
 *
 * @param name what to call it
 * @throws HandraiseError `data` when it is damaged or cut off.
 */
export async function openZip(source: string | Buffer, name: string): Promise<OpenZip> {
  try {
    const options = { autoClose: false, strictFileNames: false };
    const zip = await (typeof source === 'string' ? openPromise(source, options) : fromBufferPromise(source, options));
    try {
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) entries.push(entry);
      return { zip, entries: entries.filter(({ fileName }) => !isAside(fileName)) };
    } catch (error) {
      zip.close();
      throw error;
    }
  } catch (error) {
    throw damagedZip(name, error);
  }
}

/**
 * The bytes of a file in a zip, as chunks.
 *
 * @throws HandraiseError `data` when it is damaged, or has a password.
 */
export async function* entryChunks(
  name: string,
  { zip }: OpenZip,
  entry: Entry,
  onBytes?: (read: number, total: number) => void,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted())
    throw new HandraiseError('data', `${name}: ${entry.fileName} has a password`, { hint: 'pack it without one' });
  if (!entry.canDecodeFileData())
    throw new HandraiseError(
      'data',
      `${name}: ${entry.fileName} is packed by a method that is not read (${entry.compressionMethod})`,
      {
        hint: 'pack it again by deflate, the usual method',
      },
    );
  try {
    const stream = await zip.openReadStreamPromise(entry);
    let sum = 0;
    let read = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum);
      read += chunk.length;
      refuseBomb(name, entry.compressedSize, read);
      yield chunk;
      onBytes?.(read, entry.uncompressedSize);
    }
    if (sum !== entry.crc32) throw new Error('the checksum does not match');
  } catch (error) {
    throw damagedZip(name, error);
  }
}

/** @throws HandraiseError `data` when it is damaged or unpacks to more than {@link unpackedLimit}. */
export async function entryBytes(name: string, opened: OpenZip, entry: Entry): Promise<Buffer> {
  refuseLarge(name, [entry]);
  const chunks: Buffer[] = [];
  for await (const chunk of entryChunks(name, opened, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws HandraiseError `data` when the entries together unpack to more than {@link unpackedLimit}. */
export function refuseLarge(name: string, entries: readonly Entry[]): void {
  const bytes = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (bytes > unpackedLimit)
    throw new HandraiseError(
      'data',
      `${name}: unpacks to ${Math.round(bytes / 1024 ** 2)} MiB, too much to read whole`,
      {
        hint: 'save the table as CSV, packed by gzip or not: that is read piece by piece',
      },
    );
}

function isAside(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || /(?:^|\/)\.[^/]*$/.test(name);
}

function damagedZip(name: string, cause: unknown): unknown {
  if (cause instanceof HandraiseError) return cause;
  const code = (cause as { code?: unknown }).code;
  if (typeof code === 'string' && !code.startsWith('Z_')) return cause;
  return new HandraiseError('data', `${name}: a zip file, but damaged or cut off`, {
    hint: 'fetch or pack it again',
    cause,
  });
}
