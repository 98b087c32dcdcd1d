import { copyOut } from '../database/copyOut.ts';
import { fieldPositions } from './fieldPositions.ts';
import { HistoryList } from './historyList.ts';
import type { AttributeHistory } from './population.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the values that declared history attributes took before the run's as-of: one entry per declared attribute,
 * contacts' first, each in the order of declaration, empty where the CRM keeps no history of it.
 */
export async function readHistory(
  { client, sources, knownBefore, anomalies }: Reading,
  accountOf: ReadonlyMap<string, number>,
  contactOf: ReadonlyMap<string, number>,
): Promise<readonly AttributeHistory[]> {
  const subjects = { contact: contactOf, account: accountOf };
  const lists = (['contact', 'account'] as const).flatMap((entity) =>
    sources.history(entity).map(({ name }) => new HistoryList(entity, name)),
  );
  if (lists.length === 0) return [];
  const at = fieldPositions('attributeHistory');
  const wanted = lists
    .map(({ entity, name }) => `(entity = '${entity}' AND name = ${client.escapeLiteral(name)})`)
    .join(' OR ');
  if (sources.has('attributeHistory'))
    await copyOut(client, `SELECT * FROM (${sources.select('attributeHistory')}) AS source WHERE ${wanted}`, (row) => {
      const entity = row.text(at.entity);
      const name = row.text(at.name);
      const list = lists.find((candidate) => candidate.entity === entity && candidate.name === name);
      if (list === undefined) return;
      const validFrom = row.instant(at.validFrom);
      if (Number.isNaN(validFrom)) return anomalies.add('attribute values without a date');
      if (validFrom >= knownBefore) return anomalies.add('attribute values in the future');
      const subject = subjects[list.entity].get(row.text(at.entityId) ?? '');
      if (subject === undefined) return anomalies.add(`attribute values of unknown ${list.entity}s`);
      const value = row.text(at.value);
      list.add(subject, validFrom, value === '' ? null : value);
    });
  return lists.map((list) => {
    const { history, conflicts } = list.finish();
    anomalies.add('attribute values of the same instant', conflicts);
    return history;
  });
}
