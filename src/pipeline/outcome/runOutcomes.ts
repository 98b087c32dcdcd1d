import { programOf } from '../../config/load.ts';
import { inLockedSources } from '../../crm/lockedSources.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { type RankedThen, rankedThen, type ScoredRun, scoredRuns } from '../../publish/scoredRuns.ts';
import { readTouches } from '../../qualification/serviceLevels/touches.ts';
import type { ProgramOutcomes, RunOutcomes } from '../../ranking/outcomes.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { readPopulation } from '../../snapshot/readPopulation.ts';
import { Tally } from '../../snapshot/tally.ts';
import type { Instant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { RealisedTally } from './realisedTally.ts';

/**
 * What became of the rankings that a program published, against what was predicted then: by run, and in each by tier, by the head of the list, by what
 * stood beside each contact, and by whether somebody approached it. Writes nothing.
 *
 * A ranking is judged once its whole horizon is known; one that can still convert, and one that was removed, is named and not judged.
 *
 * @param options.asOf as of this instant; by default the database's now
 * @param options.runs the newest so many that are judged; by default all
 * @throws HandraiseError `data` when a source cannot be read; `permission`, `database`.
 */
export async function programOutcomes(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly asOf?: Instant; readonly runs?: number } = {},
): Promise<ProgramOutcomes> {
  const { handle, config, progress, signal } = workbench;
  const { name, program } = programOf(config, programName);
  const asOf = await asOfOrNow(workbench, options.asOf);
  const runs = (await scoredRuns(handle, name)).filter((run) => run.asOf < asOf);
  progress.stage('reading outcomes and touches');
  const known = await inLockedSources(handle, config.source, { signal }, async (client, sources) => {
    const population = await readPopulation(client, sources, program, { knownBefore: asOf });
    const contactOf = indexOfIds(population.contacts.ids);
    const reading = { client, sources, knownBefore: asOf, anomalies: new Tally<string>(), ofToday: false };
    const touches = sources.has('touch') ? await readTouches(reading, contactOf) : null;
    return { population, contactOf, touches };
  });
  const { highWater } = known.population;
  const firstIn = {
    outcome: firstWithin(known.population, known.population.outcomes.contact, known.population.outcomes.occurredAt),
    touch: known.touches && firstWithin(known.population, known.touches.contact, known.touches.at),
  };
  const told: RunOutcomes[] = [];
  let judged = 0;
  for (const run of runs) {
    signal.throwIfAborted();
    const state = run.horizonEnds === null ? 'removed' : run.horizonEnds <= highWater ? 'matured' : 'open';
    if (state !== 'matured' || judged >= (options.runs ?? Number.POSITIVE_INFINITY)) {
      if (state !== 'matured') told.push({ ...run, state, unknown: 0, parts: [] });
      continue;
    }
    judged++;
    told.push(await judge(handle, name, run, known.contactOf, firstIn));
  }
  return {
    ...{ program: name, horizonDays: program.horizonDays, knownUntil: highWater },
    touches: known.touches !== null,
    runs: told,
  };
}

/** The first instant of a contact in [from, to); NaN for none. */
type FirstWithin = (contact: number, from: Instant, to: Instant) => Instant;

async function judge(
  handle: DatabaseHandle,
  name: string,
  run: ScoredRun,
  contactOf: ReadonlyMap<string, number>,
  firstIn: { readonly outcome: FirstWithin; readonly touch: FirstWithin | null },
): Promise<RunOutcomes> {
  const tally = new RealisedTally();
  let unknown = 0;
  const add = (row: RankedThen) => {
    const contact = contactOf.get(row.contactId);
    if (contact === undefined) {
      unknown++;
      return;
    }
    const outcome = firstIn.outcome(contact, row.asOf, row.horizonEnds);
    const until = Number.isNaN(outcome) ? row.horizonEnds : outcome;
    const contacted = firstIn.touch && !Number.isNaN(firstIn.touch(contact, row.asOf, until));
    tally.add(row, !Number.isNaN(outcome), contacted);
  };
  for await (const rows of rankedThen(handle, name, run.runId)) for (const row of rows) add(row);
  return { ...run, state: 'matured', unknown, parts: tally.parts() };
}

function firstWithin({ contacts }: Pick<Population, 'contacts'>, of: Int32Array, at: Float64Array): FirstWithin {
  const { start, rows } = groupRows(of, contacts.ids.length);
  return (contact, from, to) => {
    let first = Number.NaN;
    for (let i = start[contact]!; i < start[contact + 1]!; i++) {
      const instant = at[rows[i]!]!;
      if (instant >= from && instant < to && !(instant >= first)) first = instant;
    }
    return first;
  };
}
