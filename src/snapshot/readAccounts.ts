import { firstPlausibleInstant } from '../crm/plausible.ts';
import { copyOut } from '../database/copyOut.ts';
import { attributeReaders } from './attributeColumns.ts';
import { fieldPositions, firstAttributePosition } from './fieldPositions.ts';
import { growingFloats } from './growingArray.ts';
import { LongIds } from './longIds.ts';
import { mergeById } from './mergeById.ts';
import { compareText } from './ordering.ts';
import type { Accounts } from './population.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the accounts known before the run's as-of; those created later are left out and counted.
 *
 * @throws HandraiseError `data` for ids too long for a ranking.
 */
export async function readAccounts({ client, sources, knownBefore, anomalies }: Reading): Promise<Accounts> {
  const ids: string[] = [];
  const names: (string | null)[] = [];
  const domains: (string | null)[] = [];
  const createdAt = growingFloats();
  const attributes = attributeReaders(sources.attributes('account'));
  const at = fieldPositions('account');
  const firstAttribute = firstAttributePosition('account');
  const longIds = new LongIds('accounts');
  if (sources.has('account'))
    await copyOut(client, sources.select('account'), (row) => {
      const id = row.text(at.id);
      const created = row.instant(at.createdAt);
      if (id === null) return anomalies.add('accounts without an id');
      if (created >= knownBefore) return anomalies.add('accounts created in the future');
      longIds.note(id);
      ids.push(id);
      names.push(row.text(at.name));
      domains.push(row.text(at.domain));
      createdAt.push(created >= firstPlausibleInstant ? created : Number.NaN);
      for (let i = 0; i < attributes.length; i++) attributes[i]!.read(row, firstAttribute + i);
    });
  longIds.refuse();
  const { order, duplicates } = mergeById(ids, (row) => createdAt.at(row), [
    (a, b) => compareText(names[a]!, names[b]!),
    (a, b) => compareText(domains[a]!, domains[b]!),
    ...attributes.map((attribute) => attribute.compare),
  ]);
  anomalies.add('duplicate accounts', duplicates);
  return {
    ids: Array.from(order, (row) => ids[row]!),
    name: Array.from(order, (row) => names[row]!),
    domain: Array.from(order, (row) => domains[row]!),
    createdAt: createdAt.take(order),
    attributes: attributes.map((attribute) => attribute.column(order)),
  };
}
