import type { ColumnReading } from '../../flatFile/reading/columnReading.ts';
import { sentinelsOf } from '../../flatFile/sentinels.ts';
import type { ShapeRemark } from '../../flatFile/shapeRemark.ts';
import type { NoticeFigures } from '../../notice/catalogue.ts';
import { type Notice, notice } from '../../notice/notice.ts';
import { isoOf } from '../../time/instant.ts';
import type { FlatTable } from './flatTable.ts';

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
export function remarksOf({ file, table, audit, dates }: FlatTable, time: string | undefined): readonly Notice[] {
  const used = new Set(audit.filter(({ verdict }) => verdict !== 'excluded').map(({ feature }) => feature));
  const read = new Set([...used].flatMap((name) => dates.sourcesOf(name)));
  return [
    ...shapeNotices(file.shape, false),
    ...shapeNotices(file.secondShape, true),
    ...file.columns
      .filter(({ name }) => read.has(name) || name === time)
      .flatMap(({ reading }) => readingNotices(reading)),
    ...table.columns
      .filter(({ name }) => used.has(name))
      .flatMap((column) =>
        sentinelsOf(column).map((value) => notice('missing-marker-number', { column: column.name, value })),
      ),
  ];
}

/** What to know of a column that could not be read whole, or could be read otherwise; nothing of most. */
function readingNotices(reading: ColumnReading): readonly Notice[] {
  const { name: column, type, doubt, infinite, unreadable, unreadableInSecond, settled, placeholders } = reading;
  const mayBeWords = type === 'number' && !settled;
  return [
    ...(unreadable.cells > 0
      ? [notice('cells-unreadable', { ...{ second: false, column, type, mayBeWords }, ...unreadable })]
      : []),
    ...(unreadableInSecond.cells > 0
      ? [notice('cells-unreadable', { ...{ second: true, column, type, mayBeWords: false }, ...unreadableInSecond })]
      : []),
    ...(infinite > 0 ? [notice('cells-infinite', { column, cells: infinite })] : []),
    ...(placeholders ? [notice('placeholder-dates', { column, ...placeholders })] : []),
    ...(doubt ? [doubt] : []),
  ];
}

/** What was found out about rows that belong together, and what was done. */
export function groupNotices({ units, splitKind, file }: FlatTable): readonly Notice[] {
  const { column, tooFew, equal, together, across } = units;
  const second = file.rows > file.firstRows;
  const notices: Notice[] = [];
  if (tooFew) notices.push(notice('groups-too-few', { column: tooFew.name, because: tooFew.because }));
  else if (column && column.sharing > 0) {
    const { name, because, values, sharing } = column;
    notices.push(notice('rows-grouped', { column: name, because, values, sharing }));
  }
  if (equal.rows > 0) {
    const { rows, different, alike, copies } = equal;
    notices.push(notice('rows-equal', { rows, different, alike, together, copies, by: splitKind }));
  }
  if (across.rows > 0 && (column || equal.copies))
    notices.push(
      notice('groups-on-both-sides', {
        ...{ rows: across.rows, groups: across.units },
        by: second ? 'second file' : splitKind,
        ...(column ? { column: column.name } : {}),
      }),
    );
  return notices;
}

/** In which order of time the rows were found, and what is made of their dates. */
export function timeNotices({ order, dates, audit }: FlatTable): readonly Notice[] {
  const isUsed = new Set(
    audit.filter(({ verdict }) => verdict !== 'excluded').flatMap((one) => dates.sourcesOf(one.feature)),
  );
  const used = dates.used.filter((name) => isUsed.has(name));
  const { upTo } = dates;
  return [
    ...(order ? [notice('rows-in-time-order', order)] : []),
    ...(used.length > 0 && upTo !== null
      ? [notice('dates-counted', { columns: used, ...(upTo === 'own time' ? {} : { upTo: isoOf(upTo) }) })]
      : []),
  ];
}
