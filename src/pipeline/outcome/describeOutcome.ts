import { programOf } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import { inLockedSources } from '../../crm/lockedSources.ts';
import { placeOutcomes } from '../../snapshot/placeOutcomes.ts';
import type { Occurrences } from '../../snapshot/population.ts';
import { readFirstEvents } from '../../snapshot/readFirstEvents.ts';
import { indexOfIds, type Reading } from '../../snapshot/reading.ts';
import { readOutcomes } from '../../snapshot/readOutcomes.ts';
import { readPopulation } from '../../snapshot/readPopulation.ts';
import { Tally } from '../../snapshot/tally.ts';
import { withinRecord } from '../../snapshot/withinRecord.ts';
import type { Instant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import type { OutcomeDescription, OutcomeOverlap } from './outcomeDescription.ts';
import { outcomeExamples } from './outcomeExamples.ts';
import { outcomeLag } from './outcomeLag.ts';
import { outcomeMonths } from './outcomeMonths.ts';
import { outcomeNotices } from './outcomeNotices.ts';
import { readOutcomeKinds } from './readOutcomeKinds.ts';

/**
 * What the outcome of a program is, in the data: how many there are and when, which of them training counts, how long it takes to them, and what
 * they share with the outcomes of other programs. Writes nothing.
 *
 * @param options.asOf as of this instant; by default the database's now
 * @throws HandraiseError `data` when a source cannot be read or there are no contacts; `permission`, `database`.
 */
export async function describeOutcome(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly asOf?: Instant } = {},
): Promise<OutcomeDescription> {
  const { handle, config, progress, signal } = workbench;
  const { name, program } = programOf(config, programName);
  const asOf = await asOfOrNow(workbench, options.asOf);
  progress.stage('reading contacts, accounts and outcomes');
  return inLockedSources(handle, config.source, { signal }, async (client, sources) => {
    const population = await readPopulation(client, sources, program, { knownBefore: asOf });
    const reading: Reading = { client, sources, knownBefore: asOf, anomalies: new Tally(), ofToday: false };
    const contactOf = indexOfIds(population.contacts.ids);
    const taken = program.outcome.kind;
    const kinds = (await readOutcomeKinds(reading)).map((one) => ({
      ...one,
      taken: taken === undefined || one.kind === taken,
    }));
    progress.stage('reading the first event of every contact');
    const firstEvents = await readFirstEvents(reading, contactOf);
    const overlaps = await readOverlaps(reading, config, name, population.outcomes, contactOf);
    const { outcomes, highWater } = population;
    const placed = placeOutcomes(population, withinRecord(program, population));
    const lagFrom = (beginnings: ReadonlyMap<number, Instant>) =>
      outcomeLag(outcomes, beginnings, program.horizonDays, highWater);
    const described = {
      ...{ program: name, asOf, recordedUntil: highWater, horizonDays: program.horizonDays, kinds },
      ...{ outcomes: outcomes.contact.length, contacts: new Set(outcomes.contact).size },
      months: outcomeMonths(outcomes.occurredAt),
      places: countsOf(placed.place).map(([place, count]) => ({ place, outcomes: count })),
      examples: outcomeExamples(population, placed),
      fromFirstTouch: lagFrom(firstEvents),
      fromFirstDate: lagFrom(placed.firstEligible),
      overlaps,
    };
    return { ...described, notices: outcomeNotices(described, population.contacts.ids.length) };
  });
}

/** How often each occurs, the most frequent first; of equals the one that came first. */
function countsOf<T>(values: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

async function readOverlaps(
  reading: Reading,
  { programs }: Config,
  name: string,
  own: Occurrences,
  contactOf: ReadonlyMap<string, number>,
): Promise<readonly OutcomeOverlap[]> {
  const first = firstOf(own);
  const overlaps: OutcomeOverlap[] = [];
  for (const [program, { outcome }] of Object.entries(programs)) {
    if (program === name) continue;
    const same = outcome.kind === programs[name]?.outcome.kind;
    const other = same ? first : firstOf(await readOutcomes(reading, contactOf, outcome.kind));
    const both = [...other].filter(([contact]) => first.has(contact));
    const otherFirst = both.filter(([contact, instant]) => instant < first.get(contact)!).length;
    overlaps.push({ program, same, contacts: other.size, both: both.length, otherFirst });
  }
  return overlaps;
}

/** The first outcome of each contact that has one. */
function firstOf({ contact, occurredAt }: Occurrences): ReadonlyMap<number, Instant> {
  const first = new Map<number, Instant>();
  for (let at = 0; at < contact.length; at++) if (!first.has(contact[at]!)) first.set(contact[at]!, occurredAt[at]!);
  return first;
}
