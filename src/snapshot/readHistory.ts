import pg from 'pg';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { fieldPositions } from './fieldPositions.ts';
import { HistoryList } from './historyList.ts';
import { laterOf } from './laterOf.ts';
import type { AttributeHistory } from './population.ts';
import type { Reading } from './reading.ts';

/** Values that attributes took. */
interface Histories {
  /** One entry per declared history attribute, contacts' first, each in the order of declaration, empty where the CRM keeps none. */
  readonly history: readonly AttributeHistory[];
  /** The same of attributes declared otherwise, without the empty ones; absent unless asked for. */
  readonly revisions?: readonly AttributeHistory[];
}

/**
 * Reads the values that attributes took before the run's as-of.
 *
 * @param withRevisions read those of attributes that are not declared as history, too.
 */
export async function readHistory(
  { client, sources, knownBefore, anomalies }: Reading,
  accountOf: ReadonlyMap<string, number>,
  contactOf: ReadonlyMap<string, number>,
  withRevisions: boolean,
): Promise<Histories> {
  const subjects = { contact: contactOf, account: accountOf };
  const listsOf = (declared: Sources['history']) =>
    attributesOf(declared).map(({ entity, name }) => new HistoryList(entity, name));
  const declared = listsOf(sources.history);
  const lists = withRevisions ? [...declared, ...listsOf(sources.attributes)] : declared;
  const at = fieldPositions('attributeHistory');
  const statement = historyStatement(sources, withRevisions);
  if (statement !== null)
    await copyOut(client, statement, (row) => {
      const entity = row.text(at.entity);
      const name = row.text(at.name);
      const list = lists.find((candidate) => candidate.entity === entity && candidate.name === name);
      if (list === undefined) return;
      const validFrom = row.instant(at.validFrom);
      if (Number.isNaN(validFrom)) return anomalies.add('attribute values without a date');
      if (validFrom >= knownBefore) return anomalies.add('attribute values in the future');
      const ingested = row.instant(at.ingestedAt);
      if (ingested >= knownBefore) return anomalies.add('attribute values not yet known');
      const subject = subjects[list.entity].get(row.text(at.entityId) ?? '');
      if (subject === undefined) return anomalies.add(`attribute values of unknown ${list.entity}s`);
      const value = row.text(at.value);
      list.add(subject, validFrom, laterOf(validFrom, ingested), value === '' ? null : value);
    });
  const read = lists.map((list) => {
    const { history, conflicts } = list.finish();
    anomalies.add('attribute values of the same instant', conflicts);
    return history;
  });
  const history = read.slice(0, declared.length);
  if (!withRevisions) return { history };
  return { history, revisions: read.slice(declared.length).filter(({ subject }) => subject.length > 0) };
}

/** SELECT of the values that attributes took; null where none is declared or the CRM keeps no history. */
export function historyStatement(sources: Sources, withRevisions: boolean): string | null {
  const attributes = [...attributesOf(sources.history), ...(withRevisions ? attributesOf(sources.attributes) : [])];
  if (attributes.length === 0 || !sources.has('attributeHistory')) return null;
  const wanted = attributes
    .map(({ entity, name }) => `(entity = '${entity}' AND name = ${pg.escapeLiteral(name)})`)
    .join(' OR ');
  return `SELECT * FROM (${sources.select('attributeHistory')}) AS source WHERE ${wanted}`;
}

function attributesOf(declared: Sources['history']) {
  return (['contact', 'account'] as const).flatMap((entity) => declared(entity).map(({ name }) => ({ entity, name })));
}
