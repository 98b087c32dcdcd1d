import { programOf } from '../../config/load.ts';
import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import { whoFeatures } from '../../features/engine/whoFeatures.ts';
import { take } from '../../numeric/take.ts';
import { buyingGroupNorm } from '../../qualification/profile/buyingGroupNorm.ts';
import { learnProfile } from '../../qualification/profile/learnProfile.ts';
import { peopleRows } from '../../qualification/profile/peopleRows.ts';
import { type Profile, profileVersion } from '../../qualification/profile/profile.ts';
import { profileColumns } from '../../qualification/profile/profileColumns.ts';
import { writeProfile } from '../../qualification/profile/writeProfile.ts';
import { pastAndPresent } from '../../snapshot/pastAndPresent.ts';
import { selectColumns, takeRows } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { auditTraining } from '../extract/auditTraining.ts';
import { extract } from '../extract/extract.ts';

/** People won that a profile needs. */
export const leastWon = 20;

/**
 * Learns the ideal customer profile of a program from past dates whose outcomes are known, and keeps it: the latest is what scorings go by.
 *
 * Reads no events. Only what was known of a contact and its account at a date counts; what the availability audit leaves out for a model is left out here.
 *
 * @param options.asOf the instant to take for now
 * @throws HandraiseError `data` where too few were won; as `extract`.
 */
export async function learnProgramProfile(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly asOf?: Instant } = {},
): Promise<{ readonly profileId: string; readonly profile: Profile }> {
  const { handle, progress } = workbench;
  const { name, program } = programOf(workbench.config, programName);
  await requireRightsFor(handle, 'profiling');
  const asOf = await asOfOrNow(workbench, options.asOf);
  const profile = await profileOf(workbench, name, program, asOf);
  progress.stage('keeping the profile');
  return { profileId: await writeProfile(handle, profile), profile };
}

async function profileOf(workbench: Workbench, name: string, configured: Program, asOf: Instant): Promise<Profile> {
  const { horizonDays, outcome, seed, title = name } = configured;
  // What no event has a part in is computed below; the extract itself needs no feature.
  const program = { ...configured, features: { ...configured.features, families: [], definitions: [] } };
  const read = await extract(workbench, program, {
    knownBefore: asOf,
    snapshotsOf: (population, asked) => pastAndPresent(population, asked, asOf),
    withRevisions: true,
  });
  const { snapshots, population } = read;
  const { pastRows, presentRows, label } = snapshots;
  workbench.progress.stage('learning the profile');
  const who = whoFeatures(read);
  const audit = auditTraining({ ...read, features: who }, configured, label, {
    train: pastRows,
    now: presentRows,
    past: pastRows,
  });
  const kept = new Set(keptFeatures(audit));
  const people = peopleRows(snapshots, pastRows, seed);
  const won = people.won.reduce((sum, value) => sum + value, 0);
  if (won < leastWon)
    throw new HandraiseError(
      'data',
      `${won} of ${people.rows.length} contacts of program ${name} were won: a profile needs ${leastWon}`,
      { hint: 'see the outcomes with: handraise outcome' },
    );
  const features = who.features.filter((feature) => kept.has(feature.name));
  const table = takeRows(
    selectColumns(
      who.table,
      features.map((feature) => feature.name),
    ),
    people.rows,
  );
  const columns = profileColumns({ features, table });
  const learned = learnProfile(
    columns.map(({ column }) => column),
    people,
    seed,
  );
  const dates = take(snapshots.asOf, pastRows);
  return {
    version: profileVersion,
    ...{ program: name, title, outcome: outcome.kind ?? 'outcome', horizonDays, asOf },
    from: dates.reduce((least, date) => Math.min(least, date), Number.POSITIVE_INFINITY),
    to: dates.reduce((most, date) => Math.max(most, date), Number.NEGATIVE_INFINITY),
    people: learned.people,
    won: learned.won,
    attributes: learned.table.map((lifts, at) => {
      const { feature, ends } = columns[at]!;
      return { ...lifts, sentence: feature.sentence, ...(ends ? { ends } : {}) };
    }),
    leftOut: who.features
      .filter((feature) => !kept.has(feature.name))
      .map((feature) => ({ attribute: feature.name, sentence: feature.sentence })),
    pairs: learned.pairs,
    fit: learned.fit,
    personas: learned.personas,
    strengths: learned.strengths,
    buyingGroup: buyingGroupNorm(population, snapshots, people),
  };
}
