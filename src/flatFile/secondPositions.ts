import { HandraiseError } from '../errors.ts';
import { namesInLists } from './columnLists.ts';
import { columnNamed, positionsOf } from './columnNamed.ts';
import type { FlatFileInput } from './flatFileInput.ts';
import type { OpenedRecords } from './openRecords.ts';

/**
 * Where the columns of the first file stand in the second; −1 where one of those that may be absent is.
 *
 * @throws HandraiseError `data` where columns are lacking or occur twice, or where files without headers need not have the same columns.
 */
export function secondPositions(
  second: Pick<OpenedRecords, 'names' | 'headerless'>,
  { names, rowNames, headerless }: OpenedRecords,
  input: Pick<FlatFileInput, 'file' | 'second' | 'asText' | 'exclude'>,
): readonly number[] {
  const positions = positionsOf(names, second.names);
  const label = input.asText.map((name) => columnNamed(name, names, input.file));
  const mayLack = new Set([...label, ...namesInLists(input.exclude, names), rowNames]);
  const lacking = names.filter((name, at) => positions[at]! < 0 && !mayLack.has(name));
  const said = (some: readonly string[]) => some.map((name) => JSON.stringify(name)).join(', ');
  if (lacking.length > 0)
    throw new HandraiseError('data', `${input.second} has no column ${said(lacking)}`, {
      hint: `it needs the columns of ${input.file}`,
    });
  const twice = names.filter((name) => second.names.indexOf(name) !== second.names.lastIndexOf(name));
  if (twice.length > 0)
    throw new HandraiseError('data', `${input.second}: column ${said(twice)} occurs twice`, {
      hint: 'give the columns names of their own',
    });
  const withoutLabel = label.includes(names.at(-1)!) ? names.length - 1 : names.length;
  if (headerless && second.headerless && second.names.length !== names.length && second.names.length !== withoutLabel)
    throw new HandraiseError(
      'data',
      `${input.second} has ${second.names.length} columns and ${input.file} has ${names.length}, both without a header`,
      { hint: 'give both a header: only then is it known which columns are the same' },
    );
  return positions;
}
