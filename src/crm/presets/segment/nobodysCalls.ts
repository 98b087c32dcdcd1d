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

/** What is left out because nobody, or nobody in particular, goes by its id: one sentence each. */
export function nobodysCalls(landing: Landing): string[] {
  const named = landing.answer(byName) ?? [];
  const shared = landing.answer(byUsers) ?? [];
  const places = [...Map.groupBy(named, ({ place }) => place)];
  const found = places.map(([place, rows]) => {
    const calls = rows.reduce((sum, row) => sum + Number(row.calls), 0);
    return `${calls} in ${place} (${listed(rows.map(({ id }) => JSON.stringify(id)))})`;
  });
  return [
    ...(found.length === 0
      ? []
      : [
          `Ids that stand for nobody, because every stranger gets the same one, are read as missing: ${found.join(', ')}`,
        ]),
    ...(shared.length === 0
      ? []
      : [
          `Anonymous ids under which more than ${mostUsers} users were identified belong to nobody in particular, so their anonymous calls are left out: ${listed(
            shared.map(({ id, users }) => `${JSON.stringify(id)} of ${users} users`),
          )}`,
        ]),
  ];
}

function listed(found: readonly string[]): string {
  const shown = found.slice(0, 3).join(', ');
  return found.length > 3 ? `${shown} and ${found.length - 3} more` : shown;
}
