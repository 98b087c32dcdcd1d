import { sentinelsOf } from '../../flatFile/sentinels.ts';
import type { FlatTable } from './flatTable.ts';
import { readingSentences } from './readingSentences.ts';
import { shapeSentence } from './shapeSentence.ts';

const splits = {
  time: 'Rows were split by time: the latest 20% are the test rows.',
  order: 'Rows were split by their order in the file, taken to be that of time: the last 20% are the test rows.',
  hash: 'Rows were split by a hash of their id, group or content: how the model does on later rows, time that is, was not tested.',
} as const;

/** How the rows were put on their sides, in a sentence. */
export function splitSentence({ splitKind, file, scored, split }: FlatTable): string {
  const given = file.rows > file.firstRows && scored.length > 0 && split.test[0]! >= file.firstRows;
  if (!given) return splits[splitKind];
  return splitKind === 'hash'
    ? 'The second file is the test; of the first, 15% by a hash of their id, group or content serve to calibrate.'
    : 'The second file is the test; of the first, the last 15% serve to calibrate.';
}

/**
 * What the reader of the results should know about how the file was read.
 *
 * @param time the column of the time, which is no feature.
 */
export function remarksOf({ file, table, audit }: FlatTable, time: string | undefined): readonly string[] {
  const used = new Set(audit.filter(({ verdict }) => verdict !== 'excluded').map(({ feature }) => feature));
  return [
    ...file.shape.map(shapeSentence),
    ...file.secondShape.map((remark) => `In the second file: ${shapeSentence(remark)}`),
    ...file.columns
      .filter(({ name }) => used.has(name) || name === time)
      .flatMap(({ reading }) => readingSentences(reading)),
    ...table.columns
      .filter(({ name }) => used.has(name))
      .flatMap((column) =>
        sentinelsOf(column).map(
          (value) => `${column.name}: ${value} may stand for a missing value; if so, empty those cells.`,
        ),
      ),
  ];
}
