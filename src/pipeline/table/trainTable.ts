import { keptFeatures } from '../../features/audit/auditFeatures.ts';
import { draftSchema } from '../../flatFile/draftSchema.ts';
import type { Label } from '../../flatFile/label.ts';
import type { ColumnReading } from '../../flatFile/reading/columnReading.ts';
import { schemaFileText } from '../../flatFile/schemaFile.ts';
import type { Notice } from '../../notice/notice.ts';
import type { Progress } from '../../progress.ts';
import { renderCalibrationReport } from '../../report/calibrationReport.ts';
import { checkReport, writeReport } from '../../report/writeReport.ts';
import { selectColumns } from '../../table/table.ts';
import { parseInstant } from '../../time/instant.ts';
import type { DataCounts } from '../../training/dataCounts.ts';
import { labelledRows } from '../../training/labelledRows.ts';
import type { ModelProgram } from '../../training/modelProgram.ts';
import { resultView, type TrainingResultView } from '../../training/resultView.ts';
import { train } from '../../training/train.ts';
import { breathe } from '../../training/trainingRun.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { concludeTable, type TableConclusion } from './concludeTable.ts';
import { type FlatTable, readFlatTable } from './flatTable.ts';
import { labelNotice } from './labelNotice.ts';
import type { TableOptions } from './options.ts';
import { predictionsCsv } from './predictions.ts';
import type { PublishedFile, TablePublication } from './publication.ts';
import { shapeNotices } from './remarks.ts';
import { tableSubject } from './tableSubject.ts';

/** What was found out about a flat file. */
export interface TableResult extends Pick<TableConclusion, 'drift' | 'bestColumn' | 'withoutWarned' | 'scoredFile'> {
  readonly findings: TrainingResultView;
  /** What every column was taken for. */
  readonly columns: readonly ColumnReading[];
  /** Every value of the label, and what its rows are. */
  readonly label: Pick<Label, 'name' | 'because' | 'uses'>;
  /** What was decided about the shape of the file, and of the one to test on. */
  readonly shape: { readonly file: readonly Notice[]; readonly test: readonly Notice[] };
  /** Rows that predictions are made of; none where the file to score lacks too much. */
  readonly scored: number;
  /** Whether no gate blocks. */
  readonly useful: boolean;
  /** Null where nobody asked to publish it, or a gate blocks. */
  readonly published: PublishedFile | null;
}

/** Least data to learn from, as of a program by default. */
const minimum: DataCounts = { trainPositives: 40, trainNegatives: 40, testPositives: 20 };

/** What a flat file is trained with. */
export interface TableSurroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** What publishes the scored rows, if that is asked for. */
  readonly publication?: TablePublication;
}

/**
 * Trains on a flat file as on a program: leak audit, split, every family, calibration, judgement on rows never seen; writes the
 * predictions and the report that are asked for, also of a model that is of no use.
 *
 * @throws HandraiseError as `readFlatTable`; `interrupted`; what writing a file may say.
 */
export async function trainTable(
  options: TableOptions,
  { progress, signal, publication }: TableSurroundings,
): Promise<TableResult> {
  await publication?.check(options);
  for (const path of [options.writeSchema, options.report, options.predictions])
    if (path !== undefined) await checkReport(path);
  progress.stage(`reading ${options.file}`);
  const read = await readFlatTable(options, (done, total) => progress.advance(done, total));
  publication?.checkIds(read);
  const columns = read.file.columns.map(({ reading }) => reading);
  if (options.writeSchema !== undefined)
    await writeReport(
      options.writeSchema,
      schemaFileText(
        options.writeSchema,
        draftSchema(columns, read.file, read.label, {
          group: options.group ?? read.units.column?.name,
          daysUpTo: typeof read.dates.upTo === 'number' ? read.dates.upTo : undefined,
        }),
      ),
    );
  progress.stage(sentenceOf(labelNotice(read.label)));
  const run = { progress, signal, clock: () => 0 };
  // A model that has learned from the test rows would know too much of them.
  const tested = new Set(read.split.test);
  const minimumData = { needed: minimum, found: countsOf(read) };
  const asOf = publication ? await publication.now() : parseInstant(options.now);
  const { artefact, result, deployed, conclusion } = await train(
    labelledRows({ ...read.rows, table: selectColumns(read.table, keptFeatures(read.audit)) }),
    read.split,
    {
      ...modelProgram(options),
      ...(options.model === 'auto' ? {} : { family: options.model }),
      minimumData,
      asks: 'model',
      inTime: read.splitKind !== 'hash',
      refitOn: read.scored.some((row) => tested.has(row)) ? null : rowsOf(read.split),
      rowsAre: 'rows',
      testRowsAre: 'rows',
      subject: {
        ...tableSubject(options, read, asOf),
        conclude: (training) => concludeTable(training, options, read, modelProgram(options), run),
      },
    },
    run,
  );
  const findings = resultView(result);
  if (options.report !== undefined) {
    await breathe(signal);
    progress.stage('writing the report');
    const { now: generatedAt } = options;
    await writeReport(options.report, renderCalibrationReport({ ...findings, modelId: result.family, generatedAt }));
  }
  const scored = conclusion.tooDifferent ? 0 : read.scored.length;
  if (options.predictions !== undefined && scored > 0) {
    await breathe(signal);
    progress.stage('writing the predictions');
    const { model, calibrator } = deployed;
    await writeReport(
      options.predictions,
      predictionsCsv(model, calibrator, read, Float64Array.from(artefact.reference)),
    );
  }
  const { gates, drift, scoredFile, bestColumn, withoutWarned } = conclusion;
  const published = (await publication?.publish({ read, deployed, artefact, gates, file: result.program })) ?? null;
  return {
    findings,
    columns,
    label: { name: read.label.name, because: read.label.because, uses: read.label.uses },
    shape: { file: shapeNotices(read.file.shape, false), test: shapeNotices(read.file.secondShape, true) },
    ...{ drift, scoredFile, bestColumn, withoutWarned },
    scored,
    useful: gates.every(({ blocked }) => !blocked),
    published,
  };
}

/** What decides about the models of a flat file. */
function modelProgram({ seed }: TableOptions): ModelProgram {
  return { horizonDays: 1, seed, calibration: 'auto', features: { highCardinality: 'target-statistics' } };
}

/** Rows of all sides, ascending. */
function rowsOf({ train, calibration, test }: FlatTable['split']): Int32Array {
  return Int32Array.from([...train, ...calibration, ...test]).sort();
}

/** Rows that belong together count once. */
function countsOf({ split, rows: { label, unit } }: FlatTable): DataCounts {
  const unitsOf = (rows: Int32Array, outcome: number) =>
    new Set(
      Array.from(
        rows.filter((row) => label[row] === outcome),
        (row) => unit[row]!,
      ),
    ).size;
  return {
    trainPositives: unitsOf(split.train, 1) + unitsOf(split.calibration, 1),
    trainNegatives: unitsOf(split.train, 0) + unitsOf(split.calibration, 0),
    testPositives: unitsOf(split.test, 1),
  };
}
