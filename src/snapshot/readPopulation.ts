import type pg from 'pg';
import type { Program } from '../config/schema.ts';
import type { Sources } from '../crm/source.ts';
import { HandraiseError } from '../errors.ts';
import type { Instant } from '../time/instant.ts';
import { parseInstant } from '../time/instant.ts';
import { countOlderVersions } from './countOlderVersions.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Contacts, Population } from './population.ts';
import { readAccounts } from './readAccounts.ts';
import { readContacts } from './readContacts.ts';
import { type FactSpan, readFactSpan } from './readFactSpan.ts';
import { readHistory } from './readHistory.ts';
import { indexOfIds, type Reading } from './reading.ts';
import { readObstacles } from './readObstacles.ts';
import { requireWon } from './requireWon.ts';
import { Tally } from './tally.ts';

/**
 * Reads everything but the events, as it was known before an instant, into typed columns.
 *
 * Order, merging of duplicates and fingerprint depend on the content alone, never on the order of rows or the server's
 * collation. What cannot be used is left out and counted in `anomalies`: rows without the dates or ids they need, of
 * unknown contacts or accounts, or dated at or after `knownBefore`; `infinity` is after every instant.
 *
 * @param client inside a REPEATABLE READ transaction, so that all entities are of one instant.
 * @param options.knownBefore the run's as-of in microseconds: nothing known at or after it is used.
 * @param options.today the instant that decides who may be approached, no earlier; absent where nobody is.
 * @param options.withRevisions read the history of attributes that are not declared as history too, which the audit compares with.
 * @throws HandraiseError `config` when the program asks for customers and no opportunity says that it was won; `data` when no contact was known by then or no outcomes are mapped, `database`, `permission`.
 * @example
 * await inSnapshot(handle, (client) => readPopulation(client, sources, program, { knownBefore }));
 */
export async function readPopulation(
  client: pg.ClientBase,
  sources: Sources,
  program: Program,
  options: { readonly knownBefore: Instant; readonly withRevisions?: boolean; readonly today?: Instant },
): Promise<Population> {
  if (program.eligibility.customers !== undefined) requireWon(sources);
  const anomalies = new Tally<string>();
  const { knownBefore, withRevisions = false, today } = options;
  const reading: Reading = { client, sources, knownBefore, anomalies, ofToday: false };
  await countOlderVersions(reading);
  const accounts = await readAccounts(reading);
  const { contacts, currentAccount, ofUnknownAccounts } = await readContacts(reading, accounts);
  if (contacts.ids.length === 0)
    throw new HandraiseError('data', 'contact has no usable rows', {
      hint: 'import some, or map a table whose rows have an id and a creation date in the past',
    });
  const contactOf = indexOfIds(contacts.ids);
  const accountOf = indexOfIds(accounts.ids);
  const belongings = { accounts: [contacts.account, currentAccount], ofUnknownAccounts };
  const obstacles = await readObstacles(reading, program, accountOf, contactOf, belongings);
  const obstaclesOfToday = async (at: Instant) => {
    // What is left out of it is counted as of the as-of alone.
    const readingToday = { ...reading, knownBefore: at, anomalies: new Tally<string>(), ofToday: true };
    return { ...(await readObstacles(readingToday, program, accountOf, contactOf, belongings)), at };
  };
  const differs = today !== undefined && (today > knownBefore || sources.todayDiffers);
  const histories = await readHistory(reading, accountOf, contactOf, withRevisions);
  const created = creationSpan(contacts);
  const events = await readFactSpan(reading, 'event');
  const reached = await readFactSpan(reading, 'outcome');
  const { recordedUntil } = program.outcome;
  // Events say nothing of how far outcomes were recorded: without outcomes there, a later snapshot would be a false negative.
  const lastFact = [reached.last, events.last].find((last) => !Number.isNaN(last)) ?? created.last;
  const content = {
    contacts,
    accounts,
    currentAccount,
    ...obstacles,
    ...(differs ? { today: await obstaclesOfToday(today) } : {}),
    ...histories,
    highWater: Math.min(recordedUntil === undefined ? lastFact : parseInstant(recordedUntil), knownBefore),
    firstFact: Number.isNaN(events.first) ? created.first : events.first,
  };
  return { ...content, fingerprint: fingerprintOf(content), anomalies: anomalies.counts() as Record<string, number> };
}

function creationSpan({ createdAt }: Contacts): FactSpan {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const instant of createdAt) {
    if (instant < first) first = instant;
    if (instant > last) last = instant;
  }
  return { first, last };
}
