import { setImmediate } from 'node:timers/promises';
import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import { draftSchema } from '../../flatFile/draftSchema.ts';
import type { Label } from '../../flatFile/label.ts';
import type { ColumnReading } from '../../flatFile/reading/columnReading.ts';
import { schemaFileText } from '../../flatFile/schemaFile.ts';
import type { ShapeRemark } from '../../flatFile/shapeRemark.ts';
import { type FamilyName, familyNames } from '../../model/families.ts';
import type { Progress } from '../../progress.ts';
import { referenceQuantiles } from '../../ranking/referenceQuantiles.ts';
import type { DataCounts } from '../../registry/gates.ts';
import { renderCalibrationReport } from '../../report/calibrationReport.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { selectColumns } from '../../table/table.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { differencesTo, simplerIfAsGood } from '../compareVerdicts.ts';
import type { Findings } from '../findings.ts';
import { judge } from '../judge.ts';
import { championOfTournament, holdTournament, type ModelProgram } from '../tournament.ts';
import { driftSentence } from './drift.ts';
import { type FlatTable, readFlatTable } from './flatTable.ts';
import { labelSentence } from './labelSentence.ts';
import type { TableOptions } from './options.ts';
import { predictionsCsv } from './predictions.ts';
import { checkIds, checkPublishing, type PublishedTable, publishTable } from './publishTable.ts';
import { remarksOf } from './remarks.ts';
import { bestColumn, type Rival, withoutWarned } from './rivals.ts';
import { compareScoredFile, type ScoredFile } from './scoredFile.ts';
import { scoredFileGate, scoredFileSentences } from './scoredFileSentences.ts';
import { tableFindings } from './tableFindings.ts';
import { tableGates } from './tableGates.ts';

/** What was found out about a flat file. */
export interface TableResult {
  readonly findings: Findings;
  /** What every column was taken for. */
  readonly columns: readonly ColumnReading[];
  /** Every value of the label, and what its rows are. */
  readonly label: Pick<Label, 'name' | 'because' | 'uses'>;
  /** What was decided about the shape of the file, and of the one to test on. */
  readonly shape: { readonly file: readonly ShapeRemark[]; readonly test: readonly ShapeRemark[] };
  /** Empty where the base rate stays. */
  readonly drift: string;
  readonly bestColumn: Rival | null;
  readonly withoutWarned: { readonly left: readonly string[]; readonly rocAuc: number } | null;
  /** How the file to score compares with training; null where there is none. */
  readonly scoredFile: ScoredFile | null;
  /** Rows that predictions are made of; none where the file to score lacks too much. */
  readonly scored: number;
  /** Whether no gate blocks. */
  readonly useful: boolean;
  /** Null where nobody asked to publish it, or a gate blocks. */
  readonly published: PublishedTable | null;
}

const families: Readonly<Record<TableOptions['model'], readonly FamilyName[]>> = {
  auto: familyNames,
  logistic: ['base-rate', 'points', 'logistic'],
  gbm: ['base-rate', 'points', 'boosting'],
};
const asked = { logistic: 'logistic', gbm: 'boosting' } as const;

/** Least data to learn from, as of a program by default. */
const minimum: DataCounts = { trainPositives: 40, trainNegatives: 40, testPositives: 20 };

/** What a flat file is trained with. */
export interface TableSurroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Where to publish, if that is asked for. */
  readonly workbench?: Workbench;
}

/**
 * Trains on a flat file as on a program: leak audit, split, every family, calibration, judgement on rows never seen; writes the
 * predictions and the report that are asked for, also of a model that is of no use.
 *
 * @throws HandraiseError as `readFlatTable`; `interrupted`; what writing a file may say.
 */
export async function trainTable(
  options: TableOptions,
  { progress, signal, workbench }: TableSurroundings,
): Promise<TableResult> {
  if (workbench && options.publish !== undefined) await checkPublishing(workbench, options.publish, options.id);
  for (const path of [options.writeSchema, options.report, options.predictions])
    if (path !== undefined) await checkReport(path);
  progress.stage(`reading ${options.file}`);
  const read = await readFlatTable(options, (done, total) => progress.advance(done, total));
  if (options.publish !== undefined) checkIds(read);
  const { split, table, snapshots } = read;
  const columns = read.file.columns.map(({ reading }) => reading);
  if (options.writeSchema !== undefined)
    await writeReport(
      options.writeSchema,
      schemaFileText(
        options.writeSchema,
        draftSchema(columns, read.file, read.label, options.group ?? read.units.column?.name),
      ),
    );
  progress.stage(labelSentence(read.label));
  const program: ModelProgram = {
    horizonDays: 1,
    seed: options.seed,
    calibration: 'auto',
    features: { highCardinality: 'target-statistics' },
  };
  const run = { signal, onProgress: (done: number, total: number) => progress.advance(done, total) };
  const stage = async (name: string) => {
    await setImmediate();
    signal.throwIfAborted();
    progress.stage(name);
  };
  const used = selectColumns(table, keptFeatures(read.audit));
  const entrants = await holdTournament(
    used,
    snapshots,
    split,
    program,
    run,
    (family) => stage(`fitting ${family} on ${split.train.length} rows`),
    families[options.model],
  );
  await stage(`judging on ${split.test.length} rows`);
  const found = countsOf(read);
  const fallback = Object.keys(minimum).some(
    (name) => found[name as keyof DataCounts] < minimum[name as keyof DataCounts],
  );
  const verdicts = entrants.map((entrant) => judge(entrant, read, split.test, options.seed));
  const winner =
    options.model === 'auto'
      ? championOfTournament(entrants, fallback)
      : entrants.find(({ family }) => family === asked[options.model as keyof typeof asked])!;
  const own = verdicts.find(({ entrant }) => entrant === winner)!;
  const best = options.model === 'auto' ? simplerIfAsGood(own, verdicts) : own;
  const differences = differencesTo(best, verdicts, read, split.test, options.seed);
  const drift = driftSentence(read);
  await stage('comparing with fewer columns');
  const rivals = {
    bestColumn: await bestColumn(read, program, run),
    withoutWarned: await withoutWarned(best.entrant.family, read, program, run),
  };
  const scoredFile = compareScoredFile(read, best.entrant.model, {
    accepted: options.acceptDrift === true,
    seed: options.seed,
  });
  const scoredGate = scoredFile ? scoredFileGate(scoredFile) : null;
  const gates = [...(scoredGate ? [scoredGate] : []), ...tableGates(best.evaluation, differences.get('base-rate'))];
  const findings = tableFindings({
    options,
    read,
    verdicts,
    best,
    differences,
    fallback: fallback && best.entrant.family === 'points',
    gates,
    withoutWarned: rivals.withoutWarned,
    warnings: [
      ...(scoredFile ? scoredFileSentences(scoredFile) : []),
      ...(drift ? [drift] : []),
      ...(best.entrant.model.warnings ?? []),
      ...warningsOf(rivals.withoutWarned),
      ...remarksOf(read, options.time),
    ],
  });
  if (options.report !== undefined) {
    await stage('writing the report');
    const { now: generatedAt } = options;
    await writeReport(options.report, renderCalibrationReport({ ...findings, modelId: findings.family, generatedAt }));
  }
  const scored = scoredGate?.blocked ? 0 : read.scored.length;
  if (options.predictions !== undefined && scored > 0) {
    await stage('writing the predictions');
    const { model, calibrator } = best.entrant;
    await writeReport(
      options.predictions,
      predictionsCsv(model, calibrator, read, referenceQuantiles(best.probabilities)),
    );
  }
  const useful = gates.every(({ blocked }) => !blocked);
  const counts = { needed: minimum, found };
  const published =
    workbench && options.publish !== undefined
      ? await publishTable(workbench, options.publish, { options, read, best, findings, gates, counts })
      : null;
  return {
    findings,
    columns,
    label: { name: read.label.name, because: read.label.because, uses: read.label.uses },
    shape: { file: read.file.shape, test: read.file.secondShape },
    drift,
    scoredFile,
    ...rivals,
    scored,
    useful,
    published,
  };
}

/** Rows that belong together count once. */
function countsOf({ split, label, snapshots }: FlatTable): DataCounts {
  const unitsOf = (rows: Int32Array, outcome: number) =>
    new Set(
      Array.from(
        rows.filter((row) => label.values[row] === outcome),
        (row) => snapshots.unit[row]!,
      ),
    ).size;
  return {
    trainPositives: unitsOf(split.train, 1),
    trainNegatives: unitsOf(split.train, 0),
    testPositives: unitsOf(split.test, 1),
  };
}

function warningsOf(without: TableResult['withoutWarned']): readonly string[] {
  if (!without) return [];
  return [
    `Without the columns warned of (${without.left.join(', ')}) the ROC AUC on the test rows is ${without.rocAuc.toFixed(3)}: leave out those that are filled in later.`,
  ];
}
