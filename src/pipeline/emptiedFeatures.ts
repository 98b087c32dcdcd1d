import { isKnown } from '../features/columns.ts';
import type { Artefact } from '../model/artefact.ts';
import type { ScoringFinding } from '../monitor/scoringFinding.ts';
import type { Table } from '../table/table.ts';
import { findingsFromJson } from './findings.ts';

/** A feature that hardly anybody has a value of, unlike in training. */
interface EmptiedFeature {
  readonly feature: string;
  readonly sentence: string;
  /** Share of the rows without a value: in training, and now. */
  readonly before: number;
  readonly after: number;
  /** Share of what moves the model's test rows that this feature moves. */
  readonly weight: number;
}

/** From this share on a feature is empty, and up to this share it had values in training; conventions. */
const empty = 0.95;
const filled = 0.5;
/** Of what the model goes by, the share that must not be lost; a convention. */
const tooMuch = 0.1;

/** Features of a model that have lost their values since training, what the model goes by most first. */
function emptiedFeatures(
  { features, metrics }: Pick<Artefact, 'features' | 'metrics'>,
  table: Table,
): readonly EmptiedFeature[] {
  if (table.rows === 0) return [];
  const { audit, strengths } = findingsFromJson(metrics);
  const weights = new Map(strengths.map(({ feature, contribution, strength }) => [feature, contribution ?? strength]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const before = new Map(audit.map(({ feature, missingShare }) => [feature, missingShare]));
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return features
    .flatMap(({ name, sentence }): EmptiedFeature[] => {
      const column = columns.get(name);
      const had = before.get(name);
      if (!column || had === undefined || !(had <= filled)) return [];
      let missing = 0;
      for (let row = 0; row < table.rows; row++) if (!isKnown(column, row)) missing++;
      const after = missing / table.rows;
      return after >= empty
        ? [{ feature: name, sentence, before: had, after, weight: total > 0 ? (weights.get(name) ?? 0) / total : 0 }]
        : [];
    })
    .toSorted((a, b) => b.weight - a.weight || (a.feature < b.feature ? -1 : 1));
}

/** A finding per emptied feature, held where a tenth of what the model goes by is lost. */
export function emptiedFindings(artefact: Pick<Artefact, 'features' | 'metrics'>, table: Table): ScoringFinding[] {
  const emptied = emptiedFeatures(artefact, table);
  const held = emptied.reduce((sum, { weight }) => sum + weight, 0) >= tooMuch;
  return emptied.map((feature) => ({ gate: 'values', what: 'emptied', held, ...feature }));
}
