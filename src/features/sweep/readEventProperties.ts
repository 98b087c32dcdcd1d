import type pg from 'pg';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import { compareText } from '../../snapshot/ordering.ts';
import type { Instant } from '../../time/instant.ts';
import type { FoldedProperty, KindAndValue } from './eventProperties.ts';
import { pairStatement, propertyStatement, unreadableStatement } from './eventStatements.ts';

/** A property as it is folded, and how many different values it has. */
export interface ReadProperty {
  readonly folded: FoldedProperty;
  readonly values: number;
}

/** The values of every declared property of events that are told apart: the most frequent ones of what is known before an instant. */
export async function readEventProperties(
  client: pg.ClientBase,
  sources: Sources,
  knownBefore: Instant,
  signal?: AbortSignal,
): Promise<readonly ReadProperty[]> {
  const declared = sources.properties;
  if (declared.length === 0) return [];
  const told = declared.map(() => [] as string[]);
  const found = declared.map(() => 0);
  await copyOut(
    client,
    propertyStatement(
      sources,
      declared.map(({ name }) => name),
      knownBefore,
    ),
    (row) => {
      const property = row.float(0);
      told[property]!.push(row.text(1)!);
      found[property] = row.float(3);
    },
    signal,
    'counting values of event properties',
  );
  return declared.map(({ name, property: { meaning } }, at) => ({
    folded: { name, meaning, values: told[at]!.sort(compareText), pairs: [] },
    values: found[at]!,
  }));
}

/** The pairs of kind and value that each of the declared properties has most often in events known before an instant, of some kinds. */
export async function readPairs(
  client: pg.ClientBase,
  sources: Sources,
  kinds: readonly string[],
  knownBefore: Instant,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly KindAndValue[]>> {
  const names = sources.properties.map(({ name }) => name);
  const found = new Map(names.map((name) => [name, [] as KindAndValue[]]));
  await copyOut(
    client,
    pairStatement(sources, names, kinds, knownBefore),
    (row) => {
      found.get(names[row.float(0)]!)!.push({ kind: row.text(1)!, value: row.text(2)! });
    },
    signal,
    'counting kinds and values of event properties',
  );
  return found;
}

/** How many events known before an instant have something that is no number, for each of the properties that are numbers. */
export async function readUnreadable(
  client: pg.ClientBase,
  sources: Sources,
  knownBefore: Instant,
  signal?: AbortSignal,
): Promise<readonly number[]> {
  const counts = sources.amounts.map(() => 0);
  if (counts.length === 0) return counts;
  await copyOut(
    client,
    unreadableStatement(sources, knownBefore),
    (row) => {
      for (const at of counts.keys()) counts[at] = row.float(at);
    },
    signal,
    'counting values of event properties that are no numbers',
  );
  return counts;
}
