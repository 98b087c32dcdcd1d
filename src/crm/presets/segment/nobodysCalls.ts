import { type Notice, notice } from '../../../notice/notice.ts';
import type { Landing } from '../preset.ts';
import { unionAll } from '../statement.ts';
import { isNobody, mostUsers, namedId } from './namedId.ts';
import type { SegmentSource } from './source.ts';

const byName = 'calls under ids that stand for nobody';
const byUsers = 'anonymous ids of many users';

/** What has to be known of ids that name nobody, to say it: how many calls go by them. */
export function nobodyQuestions(source: SegmentSource): Record<string, string> {
  const { identifies, tracks, pages, groups } = source;
  const tables = [identifies, tracks, ...(pages ? [pages] : []), ...(groups ? [groups] : [])];
  const counts = tables.flatMap((table) =>
    ['user_id', 'anonymous_id', 'group_id'].flatMap((column) => {
      const none = column === 'group_id' && table !== groups ? undefined : isNobody(table, column);
      if (none === undefined) return [];
      return [
        `SELECT '${table.name}.${column}' AS place, ${table.text(column)} AS id, count(*) AS calls
FROM ${table.from}
WHERE ${none}
GROUP BY 2`,
      ];
    }),
  );
  const questions: Record<string, string> = { [byName]: `${unionAll(counts)}\nORDER BY place, calls DESC, id` };
  const anonymous = namedId(identifies, 'anonymous_id');
  if (anonymous !== undefined)
    questions[byUsers] = `SELECT ${anonymous} AS id, count(DISTINCT ${namedId(identifies, 'user_id')}) AS users
FROM ${identifies.from}
WHERE ${anonymous} IS NOT NULL
GROUP BY 1
HAVING count(DISTINCT ${namedId(identifies, 'user_id')}) > ${mostUsers}
ORDER BY 2 DESC, 1`;
  return questions;
}

/** What is left out because nobody, or nobody in particular, goes by its id. */
export function nobodysCalls(landing: Landing): Notice<'ids-of-nobody' | 'ids-of-many'>[] {
  const named = landing.answer(byName) ?? [];
  const shared = landing.answer(byUsers) ?? [];
  const places = [...Map.groupBy(named, ({ place }) => String(place))].map(([place, rows]) => ({
    place,
    calls: rows.reduce((sum, row) => sum + Number(row.calls), 0),
    ids: rows.map(({ id }) => String(id)),
  }));
  const ids = shared.map(({ id, users }) => ({ id: String(id), users: Number(users) }));
  return [
    ...(places.length === 0 ? [] : [notice('ids-of-nobody', { places })]),
    ...(ids.length === 0 ? [] : [notice('ids-of-many', { ids, mostUsers })]),
  ];
}
