import { isDeepStrictEqual } from 'node:util';
import type { TreeEnsemble } from '../../../../src/model/boosting/ensemble.ts';
import type { GrowthOptions } from '../../../../src/model/boosting/options.ts';
import type { Dataset } from '../../../../src/model/estimator.ts';
import { arrivals, shown } from './arrivals.ts';
import { growEnsemble } from './growth.ts';
import type { Problem } from './problems.ts';

/** What happened in a problem, each thing in words and once. */
export function occurrences(problem: Problem, ensemble: TreeEnsemble): ReadonlySet<string> {
  const { data, options } = problem;
  const found = new Set<string>();
  const note = (what: string, holds = true) => {
    if (holds) found.add(what);
  };
  const weights = data.weight ?? new Float64Array(data.table.rows).fill(1);
  const rows = [...weights.keys()].filter((row) => weights[row]! > 0);
  note('weights of 0', rows.length < weights.length);
  note('weights that are not whole', !weights.every(Number.isInteger));
  note('no tree', ensemble.trees.length === 0);
  note('an early end', ensemble.trees.length > 0 && ensemble.trees.length < options.trees);
  const constrained = Object.keys(options.monotone).length > 0;
  ensemble.features.forEach((feature, at) => {
    const column = data.table.columns[at]!;
    if (feature.type === 'number' || column.kind === 'number') return;
    const known = new Set(feature.levels);
    note(
      'a level dropped',
      rows.some((row) => column.codes[row]! >= 0 && !known.has(column.levels[column.codes[row]!]!)),
    );
  });
  ensemble.trees.forEach((tree, t) => {
    note('all the leaves allowed', tree.value.length === options.maxLeaves);
    const values = tree.value.filter((value) => value !== 0);
    note('monotone: two leaves at one bound', constrained && new Set(values).size < values.length);
    const { splits } = arrivals(ensemble, t, data.table, rows);
    splits.forEach((members, split) => {
      for (const what of splitOccurrences(problem, ensemble, t, split, members)) note(what);
    });
  });
  note('monotone: a split rejected', constrained && rejected(problem));
  for (const name of mattering(problem)) note(`${name} matters`);
  return found;
}

function splitOccurrences(
  { data, options }: Problem,
  ensemble: TreeEnsemble,
  t: number,
  split: number,
  members: readonly number[],
): readonly string[] {
  const tree = ensemble.trees[t]!;
  const levels = tree.leftLevels[split]!;
  const type = levels ? 'category' : 'number';
  const values = members.map((row) => shown(ensemble, data.table, tree.feature[split]!, row));
  const side = tree.missingLeft[split] ? 'left' : 'right';
  const found = [`${type}: a split`];
  if (values.includes(undefined)) found.push(`${type}: missing ${side}`);
  else if (!levels) found.push(`${type}: none missing, later ones ${side}`);
  if (!levels) {
    const present = values.filter((value) => value !== undefined);
    if (tree.threshold[split] === Number.MAX_VALUE) found.push('number: all values left, missing right');
    else if (present.every((value) => value > tree.threshold[split]!)) found.push('number: only missing left');
    return found;
  }
  const weightOfLevel = (level: number) =>
    members.reduce((sum, row, i) => (values[i] === level ? sum + (data.weight?.[row] ?? 1) : sum), 0);
  const present = [...new Set(values)].filter((value) => value !== undefined);
  const silent = present.filter((level) => weightOfLevel(level) < options.minLevelRows);
  const speaking = present.filter((level) => !silent.includes(level));
  if (silent.length > 0) found.push(`category: silent levels ${side}`);
  if (speaking.filter((level) => levels.includes(level)).length > 1) found.push('category: several levels left');
  if (speaking.every((level) => levels.includes(level))) found.push('category: all speaking levels left');
  return found;
}

/** For each option, a value with which it does nothing, or something else. */
const neutral: Partial<GrowthOptions> = {
  maxLeaves: 5,
  maxDepth: 255,
  minRows: 0,
  minHessian: 1e-6,
  minGain: 0,
  l1: 0,
  l2: 2,
  maxBins: 255,
  monotone: {},
  categorySmoothing: 0,
  categoryL2: 0,
  minLevelRows: 0,
};

/** The options without which the first tree would have other splits. */
function mattering({ data, options }: Problem): readonly string[] {
  const once = { ...options, trees: 1, maxLeaves: Math.min(options.maxLeaves, 4) };
  return Object.entries(neutral)
    .filter(([name]) => splitsDiffer(data, once, { ...once, [name]: neutral[name as keyof GrowthOptions] }))
    .map(([name]) => name);
}

/** Whether the root would be split otherwise without the constraints; there are no bounds there yet. */
function rejected({ data, options }: Problem): boolean {
  const once = { ...options, trees: 1, maxLeaves: 2 };
  return splitsDiffer(data, once, { ...once, monotone: {} });
}

function splitsDiffer(data: Dataset, one: GrowthOptions, other: GrowthOptions): boolean {
  if (isDeepStrictEqual(one, other)) return false;
  const [a, b] = [one, other].map((options) =>
    growEnsemble(data, options).trees.map(({ feature, threshold, leftLevels }) => [feature, threshold, leftLevels]),
  );
  return !isDeepStrictEqual(a, b);
}
