import { readFile } from 'node:fs/promises';
import { decodedText } from '../crm/import/utf8Chunks.ts';
import { HandraiseError } from '../errors.ts';
import type { OpenOptions, RawRecords } from './rawRecords.ts';
import type { ShapeRemark } from './shapeRemark.ts';
import { textRecords } from './textRecords.ts';
import { entryBytes, entryChunks, type OpenZip, openZip, refuseLarge } from './zipFile.ts';

const tables = /\.(?:csv|tsv|tab|txt|psv|xlsx|xlsm)$/i;

/** What zip files are that are no archives, by the name of something in them. */
const foreign: readonly { readonly what: string; readonly holds: RegExp }[] = [
  { what: 'an OpenDocument file', holds: /^mimetype$/ },
  { what: 'a binary workbook of Excel (.xlsb)', holds: /^xl\/workbook\.bin$/ },
  { what: 'a document of Word', holds: /^word\// },
  { what: 'a presentation of PowerPoint', holds: /^ppt\// },
  { what: 'a document of Numbers', holds: /^Index(?:\/.*\.iwa|\.zip)$/ },
];

/**
 * The records of a zip file: of the workbook that it is, or of the only table in it.
 *
 * @throws HandraiseError `data` for a zip file that is damaged or of another kind, or that holds no table or several, naming them.
 */
export async function openZipRecords(file: string, options: OpenOptions): Promise<RawRecords> {
  const opened = await openZip(file, file);
  try {
    const raw = await recordsOf(file, opened, options);
    return { ...raw, batches: closing(raw.batches, opened) };
  } catch (error) {
    opened.zip.close();
    throw error;
  }
}

async function* closing<T>(batches: AsyncGenerator<T>, { zip }: OpenZip): AsyncGenerator<T> {
  try {
    yield* batches;
  } finally {
    zip.close();
  }
}

async function recordsOf(file: string, opened: OpenZip, options: OpenOptions): Promise<RawRecords> {
  const names = opened.entries.map(({ fileName }) => fileName);
  if (
    names.includes('[Content_Types].xml') &&
    names.some((name) => /^xl\/.*\.xml$/.test(name)) &&
    !names.includes('xl/workbook.bin')
  ) {
    refuseLarge(file, opened.entries);
    return openSheet(file, await readFile(file), options);
  }
  const other = foreign.find(({ holds }) => names.some((name) => holds.test(name)));
  if (other)
    throw new HandraiseError('data', `${file} is no CSV: it is ${other.what}`, {
      hint: 'save or export it as CSV in UTF-8, or as .xlsx',
    });
  const found = opened.entries.filter(({ fileName }) => tables.test(fileName));
  const [entry] = found;
  if (!entry || found.length > 1)
    throw new HandraiseError(
      'data',
      `${file} holds ${found.length === 0 ? 'no CSV file and no workbook' : `${found.length} tables`}: ${listed(found.length === 0 ? names : found.map(({ fileName }) => fileName))}`,
      { hint: found.length === 0 ? 'pack a CSV file' : 'unpack it and name one of them' },
    );
  const name = `${file} (${entry.fileName})`;
  const remark = { kind: 'file-in-zip', name: entry.fileName } as const;
  if (/\.xls[xm]$/i.test(entry.fileName))
    return said(remark, await openSheet(name, await entryBytes(name, opened, entry), options));
  const chunks = entryChunks(name, opened, entry, options.onBytes);
  return said(remark, await textRecords(name, await decodedText(name, chunks, options.encoding), options));
}

// What reads workbooks loads only where there is one.
async function openSheet(name: string, bytes: Buffer, options: OpenOptions): Promise<RawRecords> {
  const { openWorkbook } = await import('./workbook.ts');
  return openWorkbook(name, bytes, options);
}

function said(remark: ShapeRemark, raw: RawRecords): RawRecords {
  return { ...raw, remarks: () => [remark, ...raw.remarks()] };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'it is empty' : `${names.slice(0, 10).join(', ')}${names.length > 10 ? ' …' : ''}`;
}
