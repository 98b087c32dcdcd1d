import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { type EntityName, entityNames } from '../../config/entity.ts';
import { type Config, type ImportOptions, importOptionsSchema } from '../../config/schema.ts';
import type { NumberAttributes } from '../../crm/import/importPlan.ts';
import { type ImportResult, importCsv } from '../../crm/importCsv.ts';
import { HandraiseError } from '../../errors.ts';
import { integer } from '../../text/format.ts';
import { printable } from '../failure.ts';
import type { CommandDefinition } from '../run.ts';
import { withWorkbench } from '../session.ts';

export const importCommand: CommandDefinition = {
  name: 'import',
  summary: 'load a CSV file into one of the entities',
  configure: (command: Command) =>
    command
      .argument('<entity>', `one of ${entityNames.join(', ')}`)
      .argument('<file>', 'the CSV file')
      .option('--column <field=header>', 'which header holds a field', collectPair)
      .option('--constant <field=value>', 'a field that is the same in every row', collectPair)
      .option('--attribute <name=header>', 'an attribute to keep beside the fields', collectPair)
      .option('--delimiter <character>', 'what divides cells (default: what a line sep=; says, else a comma)')
      .option('--encoding <label>', 'such as latin1 (default: what the byte order mark says, else utf-8)')
      .option('--date-format <format>', 'such as "DD-MM-YYYY HH:mm" (default: ISO 8601)')
      .option('--number-format <number>', 'a number as the file writes them, such as 1.234,5 (default: 1234.5)')
      .option('--zone <zone>', 'zone of dates that name none (default: UTC)')
      .addOption(new Option('--missing <text>', 'a cell that means no value, again for more').argParser(collectText))
      .option('--skip-bad-rows', 'load the good rows though some are bad (default: nothing then)')
      .option('--rejects <file>', 'where bad rows go (default: beside the file)'),
  run: (flags, [name = '', path = ''], around) =>
    withWorkbench(flags, around, async ({ handle, config, progress }) => {
      const entity = entityNamed(name);
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
    }),
};

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

function entityNamed(name: string): EntityName {
  const entity = entityNames.find((known) => known === name);
  if (entity) return entity;
  throw new HandraiseError('usage', `there is no entity ${JSON.stringify(name)}`, {
    hint: `use ${entityNames.join(', ')}`,
  });
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

function collectPair(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new HandraiseError('usage', `${JSON.stringify(text)}: expected name=value`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function pairs(collected: unknown): Readonly<Record<string, string>> {
  return (collected ?? {}) as Record<string, string>;
}

function collectText(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
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
