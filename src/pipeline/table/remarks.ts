import { sentinelsOf } from '../../flatFile/sentinels.ts';
import type { ShapeRemark } from '../../flatFile/shapeRemark.ts';
import type { NoticeFigures } from '../../notice/catalogue.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import type { FlatTable } from './flatTable.ts';
import { readingNotices } from './readingNotices.ts';

/** How the rows were put on their sides. */
export function splitNotice({ splitKind, file, scored, split }: FlatTable): Notice<'rows-split'> {
  const testFile = file.rows > file.firstRows && scored.length > 0 && split.test[0]! >= file.firstRows;
  return notice('rows-split', { by: splitKind, testFile });
}

/** What was decided about the shape of a file. @param second whether it is the one to test on or to score. */
export function shapeNotices(remarks: readonly ShapeRemark[], second: boolean): readonly Notice[] {
  return remarks.map(({ kind, ...figures }) =>
    notice(kind, { ...figures, second } as NoticeFigures[ShapeRemark['kind']]),
  );
}

/**
 * What the reader of the results should know about how the file was read.
 *
 * @param time the column of the time, which is no feature.
 */
export function remarksOf({ file, table, audit }: FlatTable, time: string | undefined): readonly Notice[] {
  const used = new Set(audit.filter(({ verdict }) => verdict !== 'excluded').map(({ feature }) => feature));
  return [
    ...shapeNotices(file.shape, false),
    ...shapeNotices(file.secondShape, true),
    ...file.columns
      .filter(({ name }) => used.has(name) || name === time)
      .flatMap(({ reading }) => readingNotices(reading)),
    ...table.columns
      .filter(({ name }) => used.has(name))
      .flatMap((column) =>
        sentinelsOf(column).map((value) => notice('missing-marker-number', { column: column.name, value })),
      ),
  ];
}
