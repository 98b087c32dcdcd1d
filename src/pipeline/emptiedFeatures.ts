import { HandraiseError } from '../errors.ts';
import { isKnown } from '../features/columns.ts';
import type { Artefact } from '../model/artefact.ts';
import { percent } from '../report/format.ts';
import type { Table } from '../table/table.ts';
import { findingsFromJson } from './findings.ts';

/** A feature that hardly anybody has a value of, unlike in training. */
export interface EmptiedFeature {
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
export function emptiedFeatures(
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

/** What became of a feature, in words. */
export function emptiedSentence({ sentence, before, after, weight }: EmptiedFeature): string {
  return `${sentence}, ${percent(weight, 1)} of what the model goes by, has no value for ${percent(after, 1)} of those to rank (training: ${percent(before, 1)}).`;
}

/** @throws HandraiseError `gate` where features that a tenth of the model rests on have lost their values. */
export function refuseEmptied(emptied: readonly EmptiedFeature[]): void {
  const lost = emptied.reduce((sum, { weight }) => sum + weight, 0);
  if (lost < tooMuch) return;
  throw new HandraiseError(
    'gate',
    `${percent(lost, 1)} of what the model goes by has no values any more, so nothing is published: ${emptied.map(emptiedSentence).join(' ')}`,
    { hint: 'look at the sources with handraise check; if they are right, handraise score --accept-drift' },
  );
}
