import { join } from 'node:path';
import { codeVersion } from '../../codeVersion.ts';
import { programOf } from '../../config/load.ts';
import { programFingerprint } from '../../config/programFingerprint.ts';
import type { Program } from '../../config/schema.ts';
import { withProgramLock } from '../../database/lock.ts';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import { programFolder } from '../../registry/artefactPath.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import type { BacktestData } from '../../report/backtestData.ts';
import { originDates } from '../../snapshot/origins.ts';
import { trainingSnapshots } from '../../snapshot/trainingSnapshots.ts';
import type { Instant } from '../../time/instant.ts';
import { isoOf } from '../../time/instant.ts';
import { guardedBy } from '../../workbench/programRun.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { checkKept } from '../extract/auditTraining.ts';
import { type Extract, extract } from '../extract/extract.ts';
import { backtestData } from './backtestData.ts';
import { type OriginTrial, tryOrigin } from './originTrial.ts';
import { keepTrial, readTrial, trialFormat } from './originTrialFile.ts';

/**
 * Trains at each of the last dates whose outcome is known by now, by what was known then, and says what became of those whom the
 * model would have had called.
 *
 * Features are computed once for all dates. Each date is kept as soon as it is done, so that a run that was broken off goes on
 * where it was and ends with the same bytes; where data, program or version have changed since, it starts over.
 *
 * @param options.origins how many dates, above 0. @param options.k how many are called at each, above 0.
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @throws HandraiseError `busy` while the same back-test is running; `data` when the history is too short; `config` for a program
 *   without common dates; `interrupted`.
 */
export async function backtest(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly origins: number; readonly k: number; readonly knownBefore?: Instant },
): Promise<BacktestData> {
  const { handle } = workbench;
  const { name, program } = programOf(workbench.config, programName);
  const folder = await programFolder(join(workbench.models, 'backtests'), name);
  await checkModelsFolder(join(workbench.models, 'backtests'), name);
  return withProgramLock(handle, `back-test of ${name}`, async (lost) => {
    const guarded = guardedBy(workbench, lost);
    const knownBefore = await asOfOrNow(workbench, options.knownBefore);
    const datesOf = (snapshots: Parameters<typeof originDates>[0]) => originDates(snapshots, program, options.origins);
    const read = await extract(guarded, program, {
      knownBefore,
      snapshotsOf: trainingSnapshots,
      // What later became frequent must not decide what an earlier model was made of.
      kindsKnownBefore: (snapshots) => datesOf(snapshots)[0]!,
      withRevisions: true,
    });
    checkKept(name, program, read);
    const dates = datesOf(read.snapshots);
    const trials = await tryOrigins(guarded, read, read.program, dates, folder);
    guarded.progress.stage(`judging ${trials.length} origins`);
    return backtestData({ name, program: read.program, read, trials, k: options.k, originsAsked: options.origins });
  });
}

async function tryOrigins(
  workbench: Workbench,
  read: Extract,
  program: Program,
  dates: Float64Array,
  folder: string,
): Promise<readonly OriginTrial[]> {
  const { progress, signal } = workbench;
  const key = keyOf(read, program, dates);
  const trials: OriginTrial[] = [];
  for (const date of dates) {
    signal.throwIfAborted();
    const path = join(folder, `${isoOf(date)}.json`);
    const kept = await readTrial(path, key);
    if (kept.found === 'trial') {
      progress.stage(`${isoOf(date)}: done by an earlier run`);
      trials.push(kept.trial);
      continue;
    }
    if (kept.found === 'another key')
      progress.stage(
        `${isoOf(date)}: data, program, origins or version have changed since an earlier run: starting over`,
      );
    if (kept.found === 'damaged') progress.stage(`${path} is damaged: starting over`);
    const trial = await tryOrigin(workbench, read, program, date);
    trials.push(await keepTrial(path, key, trial));
  }
  return trials;
}

/** Stands for all that a trial is made from but its date; the first date decides which kinds of events have features. */
function keyOf(read: Extract, program: Program, dates: Float64Array): string {
  return sha256Hex(
    canonicalJson({
      data: read.fingerprint,
      program: programFingerprint(program),
      features: read.features.features.map(({ name, hash }) => [name, hash]),
      firstOrigin: dates[0]!,
      version: codeVersion(),
      format: trialFormat,
    }),
  );
}
