import { versionedEntities } from '../config/entity.ts';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import type { NamedStatement } from './namedStatement.ts';
import type { Reading } from './reading.ts';

/** What earlier versions of rows are called where they are counted. */
const names = {
  account: 'earlier versions of accounts',
  contact: 'earlier versions of contacts',
  opportunity: 'earlier versions of opportunities',
} as const;

/** Counts the versions of rows that are left aside because there are later ones. */
export async function countOlderVersions({ client, sources, anomalies }: Reading): Promise<void> {
  for (const { name, statement } of versionStatements(sources))
    await copyOut(client, statement, (row) => anomalies.add(name, row.float(0)));
}

/** SELECTs of their numbers. */
export function versionStatements(sources: Sources): readonly NamedStatement[] {
  return versionedEntities.flatMap((entity) => {
    const statement = sources.olderVersions(entity);
    return statement === null ? [] : [{ name: names[entity], statement }];
  });
}
