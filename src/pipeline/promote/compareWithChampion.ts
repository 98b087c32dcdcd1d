import type { Program } from '../../config/schema.ts';
import { HandraiseError } from '../../errors.ts';
import { compareLogLoss } from '../../evaluation/compareLogLoss.ts';
import type { NoticeFigures } from '../../notice/catalogue.ts';
import type { ChampionComparison } from '../../registry/championGate.ts';
import { asTrained, checkDefinitions, type LoadedModel, loadModel, selectionOf } from '../../registry/loadedModel.ts';
import { trainingSnapshots } from '../../snapshot/trainingSnapshots.ts';
import { type Instant, isoOf } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { LabelledRows } from '../../training/labelledRows.ts';
import type { Recalibrated } from '../../training/trainingResult.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { type Extract, extract } from '../extract/extract.ts';
import { rowsOf } from '../extract/labelledExtract.ts';
import { splitOfModel } from './splitOfModel.ts';

/**
 * Judges the champion on the very rows of a candidate model's test dates, read anew, beside the candidate.
 *
 * A champion that cannot be judged there, because its file is damaged, a feature of its is computed in another way now
 * or the program asks another question, cannot score either and does not stand in the way; the comparison says so.
 *
 * @throws HandraiseError `artefact` when the candidate's features cannot be computed any more; as `extract`.
 */
export async function compareWithChampion(
  workbench: Workbench,
  name: string,
  program: Program,
  candidate: LoadedModel,
  championId: string,
): Promise<ChampionComparison> {
  const without = (why: NoticeFigures['not-compared']['why'], detail?: string) => ({
    ...{ championId, why },
    ...(detail === undefined ? {} : { detail }),
  });
  if (championId === candidate.modelId) return without('same-model');
  const champion = await unlessRefused(() => loadModel(workbench, name, championId));
  if (typeof champion === 'string') return without('unusable-champion', champion);
  if (candidate.artefact.fallback) return champion.artefact.fallback ? without('both-stand-in') : without('stand-in');
  if (!asksSame(champion.artefact, program)) return without('champion-of-another-question');
  if (!asksSame(candidate.artefact, program)) return without('model-of-another-question');

  const { recalibration } = candidate.artefact.result;
  if (recalibration)
    return recalibration.modelId === championId
      ? { ...comparisonOf(recalibration), championId }
      : without('corrects-another', recalibration.modelId);

  workbench.progress.stage(`judging the champion ${championId} on the same dates`);
  const now = await asOfOrNow(workbench, undefined);
  const { cutoffs } = asTrained(program, candidate.artefact);
  const readOf = (artefact: Artefact) => {
    const { lookbackDays } = asTrained(program, artefact);
    return readFor(workbench, { ...program, cutoffs, lookbackDays }, artefact, now);
  };
  const read = await readOf(candidate.artefact);
  checkDefinitions(candidate.artefact, read, program);
  const same = selectionKey(candidate.artefact) === selectionKey(champion.artefact);
  const readOfChampion = same ? read : await readOf(champion.artefact);
  if (readOfChampion.population.fingerprint !== read.population.fingerprint)
    throw new HandraiseError('busy', 'the CRM changed while the models were compared', { hint: 'promote again' });
  const refusal = await unlessRefused(() => checkDefinitions(champion.artefact, readOfChampion, program));
  if (typeof refusal === 'string') return without('unusable-champion', refusal);

  const numbers = splitOfModel(read, { ...program, cutoffs }, candidate.artefact).test;
  const rows = rowsOf(read).take(numbers);
  const dates = rows.asOf.toSorted();
  const test = sideOf(candidate.artefact, 'test');
  if (rows.rows === 0 || !isSameSecond(dates[0]!, test?.from) || program.seed !== candidate.artefact.seed)
    return without('rows-changed');
  return {
    championId,
    difference: compareLogLoss(
      {
        probabilities: probabilitiesOf(candidate, rows),
        other: probabilitiesOf(champion, same ? rows : rowsOf(readOfChampion).take(numbers)),
        label: rows.label,
        unit: rows.unit,
      },
      { seed: program.seed },
    ),
    rows: rows.rows,
    from: isoOf(dates[0]!),
    to: isoOf(dates.at(-1)!),
    learnedFromThem: [
      sideOf(champion.artefact, 'train'),
      sideOf(champion.artefact, 'calibration'),
      champion.artefact.result.recalibration,
    ].some((learned) => learned !== undefined && learned.to! >= test!.from!),
  };
}

/** The rows that asked for the correction, each judged without its unit's part in it. */
function comparisonOf({ difference, before, from, to }: Recalibrated) {
  return { difference, rows: before.rows, from: isoOf(from), to: isoOf(to), learnedFromThem: false };
}

/** Models of earlier versions know their dates to the second. */
function isSameSecond(a: Instant, b: Instant | undefined): boolean {
  return b !== undefined && Math.floor(a / 1e6) === Math.floor(b / 1e6);
}

function readFor(workbench: Workbench, program: Program, artefact: Artefact, knownBefore: number): Promise<Extract> {
  return extract(workbench, program, {
    knownBefore,
    snapshotsOf: (population) => trainingSnapshots(population, program),
    trained: selectionOf(artefact),
  });
}

function selectionKey(artefact: Artefact): string {
  const { eventKinds, eventValues, families } = selectionOf(artefact);
  return JSON.stringify([eventKinds, eventValues, [...families].sort(), artefact.lookbackDays]);
}

function asksSame({ outcome, horizonDays }: Artefact, program: Program): boolean {
  return outcome === (program.outcome.kind ?? 'outcome') && horizonDays === program.horizonDays;
}

function sideOf({ result }: Artefact, wanted: 'train' | 'calibration' | 'test') {
  return result.sides.find(({ side }) => side === wanted);
}

function probabilitiesOf({ judged: { model, calibrator } }: LoadedModel, { table }: LabelledRows): Float64Array {
  return calibrator.probabilities(model.margins(table));
}

/** What the work gives, or why an artefact is refused; other failures are thrown. */
async function unlessRefused<T>(work: () => T | Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HandraiseError && error.code === 'artefact') return error.message;
    throw error;
  }
}
