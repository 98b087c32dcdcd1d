import { writeFile } from 'node:fs/promises';
import { HandraiseError } from '../../src/errors.ts';
import { keptFeatures } from '../../src/features/audit/auditFeatures.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { sha256Hex } from '../../src/numeric/hash.ts';
import { readFlatTable } from '../../src/pipeline/table/flatTable.ts';
import { silent } from '../../src/progress.ts';
import { selectColumns } from '../../src/table/table.ts';
import { labelledRows } from '../../src/training/labelledRows.ts';
import { fitCandidates } from '../../src/training/select.ts';
import { type Dialect, written } from './dialects.ts';
import type { Records } from './randomRecords.ts';

/** What became of a table in one dialect: hash of the models and their calibration, or why it was refused. */
export type Twin = { readonly models: string } | { readonly refused: string };

/** Writes the table to the file and fits on it what `handraise table` would, the families that are named. */
export async function twinOf(
  records: Records,
  dialect: Dialect,
  file: string,
  families: readonly ('points' | 'logistic' | 'boosting')[],
): Promise<Twin> {
  await writeFile(file, written(records, dialect));
  try {
    const read = await readFlatTable({
      file,
      written: dialect.encoding === 'windows-1252' ? { encoding: 'windows-1252' } : {},
      label: 'outcome',
      time: 'seen',
      exclude: [],
      positive: [],
      negative: [],
      types: new Map(dialect.settledDay === undefined ? [] : [['seen', dialect.settledDay]]),
      model: 'auto',
      seed: 1,
      now: '2026-01-01T00:00:00Z',
    });
    const rows = labelledRows({ ...read.rows, table: selectColumns(read.table, keptFeatures(read.audit)) });
    const candidates = await fitCandidates(
      rows.take(Int32Array.from([...read.split.train, ...read.split.calibration]).sort()),
      undefined,
      { horizonDays: 1, seed: 1, calibration: 'auto', features: { highCardinality: 'target-statistics' } },
      { progress: silent, signal: new AbortController().signal },
      { families, rowsAre: 'rows' },
    );
    const content = candidates.map(({ family, model, calibrator }) => [
      family,
      model.parameters(),
      calibrator.parameters(),
    ]);
    return { models: sha256Hex(canonicalJson(content)) };
  } catch (error) {
    if (error instanceof HandraiseError && (error.code === 'data' || error.code === 'usage'))
      return { refused: error.message };
    throw error;
  }
}
