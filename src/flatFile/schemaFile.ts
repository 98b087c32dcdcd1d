import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { HandraiseError } from '../errors.ts';
import { readAtMost } from '../files/regularFile.ts';
import { parsedJson } from '../heapRoom.ts';
import { fileFailure } from '../systemFailure.ts';
import { parseInstant } from '../time/instant.ts';

/** Bytes of a schema file: ten thousand columns take a fiftieth of it. */
const schemaLimit = 32 * 2 ** 20;

const values = z.array(z.string()).min(1).optional();

/** How a file that arrives again and again is to be read: what is settled here is not found out. */
export const schemaFileSchema = z.strictObject({
  encoding: z.string().min(1).optional().describe('how the text is encoded, as --encoding takes it'),
  delimiter: z.string().length(1).optional().describe('what separates the cells'),
  sheet: z.string().min(1).optional().describe('the sheet of a workbook, by name or number'),
  positive: values.describe('values of the label that mean yes; not all of them need occur'),
  negative: values.describe('values of the label that mean no; rows of any other value are left out and counted'),
  group: z.string().min(1).optional().describe('the column whose values are groups, or none, as --group takes it'),
  daysUpTo: z
    .string()
    .refine(isInstant, 'expected a date such as 2026-07-01, or 2026-07-01T08:30:00Z')
    .optional()
    .describe('the date or instant that the ages of dates are counted up to'),
  columns: z
    .record(z.string(), z.string())
    .default({})
    .describe('what each column is, as --type takes it: number, number:1.234,5, category, date:DD/MM/YYYY, text, id'),
});

function isInstant(text: string): boolean {
  try {
    return Number.isFinite(parseInstant(text));
  } catch {
    return false;
  }
}

export type SchemaFile = z.output<typeof schemaFileSchema>;

/**
 * Reads a schema file: JSON, or TypeScript or JavaScript with a default export.
 *
 * @throws HandraiseError `usage` for a file that cannot be read or holds something else, naming what.
 */
export async function readSchemaFile(path: string): Promise<SchemaFile> {
  const parsed = schemaFileSchema.safeParse(await contentOf(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.');
  throw new HandraiseError('usage', `${path}: ${where ? `${where}: ` : ''}${issue?.message}`, {
    hint: `it may hold ${Object.keys(schemaFileSchema.shape).join(', ')}; --write-schema FILE drafts one`,
    cause: parsed.error,
  });
}

/** A schema file's text, by the ending of its name JSON or a module. */
export function schemaFileText(path: string, schema: SchemaFile): string {
  const json = JSON.stringify(schema, null, 2);
  return extname(path) === '.json' ? `${json}\n` : `export default ${json};\n`;
}

async function contentOf(path: string): Promise<unknown> {
  try {
    const text = (await readAtMost(path, schemaLimit, 'usage')).toString('utf8');
    if (extname(path) === '.json') return parsedJson(text, path);
    const module: { default?: unknown } = await import(pathToFileURL(path).href);
    return module.default;
  } catch (error) {
    const failure = fileFailure(error, `reading ${path}`, 'usage');
    if (failure instanceof HandraiseError) throw failure;
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new HandraiseError('usage', `${path} can't be loaded: ${reason}`, { cause: error });
  }
}
