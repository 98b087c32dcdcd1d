import type { ColumnReading } from '../../flatFile/reading/columnReading.ts';
import { type Notice, notice } from '../../notice/notice.ts';

/** What to know of a column that could not be read whole, or could be read otherwise; nothing of most. */
export function readingNotices(reading: ColumnReading): readonly Notice[] {
  const { name: column, type, doubt, infinite, unreadable, unreadableInSecond, settled } = reading;
  const mayBeWords = type === 'number' && !settled;
  return [
    ...(unreadable.cells > 0
      ? [notice('cells-unreadable', { ...{ second: false, column, type, mayBeWords }, ...unreadable })]
      : []),
    ...(unreadableInSecond.cells > 0
      ? [notice('cells-unreadable', { ...{ second: true, column, type, mayBeWords: false }, ...unreadableInSecond })]
      : []),
    ...(infinite > 0 ? [notice('cells-infinite', { column, cells: infinite })] : []),
    ...(doubt ? [doubt] : []),
  ];
}
