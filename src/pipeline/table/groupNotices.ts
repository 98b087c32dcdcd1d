import { type Notice, notice } from '../../notice/notice.ts';
import type { FlatTable } from './flatTable.ts';

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
