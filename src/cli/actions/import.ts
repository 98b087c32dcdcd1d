import { resolve } from 'node:path';
import type { EntityName } from '../../config/entity.ts';
import type { ImportResult } from '../../crm/importCsv.ts';
import type { FileImportOptions } from '../../pipeline/operate/importFile.ts';
import { integer } from '../../text/format.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [name, path = ''], around) =>
  withWorkbench(
    flags,
    around,
    async (workbench) => {
      const entity = name as EntityName;
      const file = resolve(around.cwd, path);
      const result = await workbench.import(entity, file, {
        ...givenOptions(flags),
        ...(typeof flags.rejects === 'string' ? { rejects: resolve(around.cwd, flags.rejects) } : {}),
      });
      return { data: result, text: importText(result) };
    },
    { embedded: 'made' },
  );

function givenOptions(flags: Readonly<Record<string, unknown>>): FileImportOptions {
  const given = Object.entries({
    delimiter: flags.delimiter,
    encoding: flags.encoding,
    dateFormat: flags.dateFormat,
    numberFormat: flags.numberFormat,
    zone: flags.zone,
    missing: flags.missing,
    onBadRow: flags.skipBadRows === true ? 'skip' : undefined,
  }).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    columns: pairs(flags.column),
    constants: pairs(flags.constant),
    attributes: pairs(flags.attribute),
  };
}

function pairs(collected: unknown): Readonly<Record<string, string>> {
  return (collected ?? {}) as Record<string, string>;
}

function importText(result: ImportResult): string {
  return [
    `${result.entity}: ${integer(result.loaded)} of ${integer(result.read)} rows loaded, ${integer(result.inserted)} new and ${integer(result.updated)} replaced`,
    ...[...result.problems, ...result.notices].map(
      (found) => `${found.severity === 'info' ? '·' : '!'} ${printable(sentenceOf(found))}`,
    ),
    ...(result.rejectFile ? [`${integer(result.rejected)} rows refused: ${result.rejectFile}`] : []),
  ].join('\n');
}
