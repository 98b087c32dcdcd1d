import { resolve } from 'node:path';
import type { EntityName } from '../../config/entity.ts';
import { type Config, type ImportOptions, importOptionsSchema } from '../../config/schema.ts';
import type { NumberAttributes } from '../../crm/import/importPlan.ts';
import { type ImportResult, importCsv } from '../../crm/importCsv.ts';
import { HandraiseError } from '../../errors.ts';
import { integer } from '../../text/format.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [name, path = ''], around) =>
  withWorkbench(
    flags,
    around,
    async ({ handle, config, progress }) => {
      const entity = name as EntityName;
      const file = resolve(around.cwd, path);
      const rejects = typeof flags.rejects === 'string' ? resolve(around.cwd, flags.rejects) : `${file}.rejects.csv`;
      const options = withFlags(config.imports[entity] ?? importOptionsSchema.parse({}), flags);
      progress.stage(`importing ${entity} from ${path}`);
      const mapped = config.source[entity];
      const onProgress = (read: number, total: number) => progress.advance(read, total);
      const result = await importCsv(
        handle,
        entity,
        file,
        options,
        rejects,
        onProgress,
        numbersOf(entity, config.source),
      );
      const unread =
        mapped?.table || mapped?.query
          ? [`! source.${entity} is mapped in the configuration, so what was imported is not read`]
          : [];
      return { data: result, text: [importText(result), ...unread].join('\n') };
    },
    { embedded: 'made' },
  );

/** Attributes that are declared as numbers: by the names under which they are imported, or under which their history is. */
function numbersOf(entity: EntityName, source: Config['source']): NumberAttributes {
  const declared = (of: EntityName, nameOf: (name: string, column: string | undefined) => string) => {
    const numbers = Object.entries(source[of]?.attributes ?? {}).filter(([, { type }]) => type === 'number');
    return { [of]: new Set(numbers.map(([name, { column }]) => nameOf(name, column))) };
  };
  return entity === 'attributeHistory'
    ? { ...declared('contact', (name) => name), ...declared('account', (name) => name) }
    : declared(entity, (name, column) => column ?? name);
}

function withFlags(configured: ImportOptions, flags: Readonly<Record<string, unknown>>): ImportOptions {
  const given = Object.entries({
    delimiter: flags.delimiter,
    encoding: flags.encoding,
    dateFormat: flags.dateFormat,
    numberFormat: flags.numberFormat,
    zone: flags.zone,
    missing: flags.missing,
    onBadRow: flags.skipBadRows === true ? 'skip' : undefined,
  }).filter(([, value]) => value !== undefined);
  const parsed = importOptionsSchema.safeParse({
    ...configured,
    ...Object.fromEntries(given),
    columns: { ...configured.columns, ...pairs(flags.column) },
    constants: { ...configured.constants, ...pairs(flags.constant) },
    attributes: { ...configured.attributes, ...pairs(flags.attribute) },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HandraiseError('usage', `${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error });
}

function pairs(collected: unknown): Readonly<Record<string, string>> {
  return (collected ?? {}) as Record<string, string>;
}

function importText(result: ImportResult): string {
  return [
    `${result.entity}: ${integer(result.loaded)} of ${integer(result.read)} rows loaded, ${integer(result.inserted)} new and ${integer(result.updated)} replaced`,
    ...result.problems.map(
      ({ reason, count: rows, firstLines }) =>
        `! ${integer(rows)} × ${printable(reason)} (line ${firstLines.join(', ')})`,
    ),
    ...result.unreadable.map(
      ({ reason, count: cells, firstLines, examples = [] }) =>
        `! ${integer(cells)} × ${printable(reason)}, such as ${printable(examples.map((one) => JSON.stringify(one)).join(', '))} (line ${firstLines.join(', ')}): kept, but it counts as missing`,
    ),
    ...result.notes.map((note) => `· ${printable(note)}`),
    ...(result.rejectFile ? [`${integer(result.rejected)} rows refused: ${result.rejectFile}`] : []),
  ].join('\n');
}
