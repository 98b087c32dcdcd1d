import { ece } from '../../src/evaluation/metrics/ece.ts';
import { logLoss } from '../../src/evaluation/metrics/logLoss.ts';
import { rocAuc } from '../../src/evaluation/metrics/rocAuc.ts';
import { take } from '../../src/numeric/take.ts';
import { textTable } from '../data/textTable.ts';
import { median, sidesOf } from '../measure.ts';
import type { BenchOptions } from '../options.ts';
import { ours } from '../ours.ts';
import type { Peer } from '../peer.ts';
import { type BenchResult, type Check, type Comparison, check } from '../result.ts';
import { withPeers } from '../withPeers.ts';
import { differences } from './difference.ts';
import { KeptPredictions, type TestedSplit } from './keptPredictions.ts';
import { ourPredictions, type Predictions } from './ourPredictions.ts';
import type { PublicTable } from './publicTable.ts';
import { publicTables } from './publicTables.ts';
import { peerLearners, peerPredictions } from './refittedPeer.ts';
import { splitRecords } from './splitRecords.ts';

const script = 'refitted.py';
/** Ours as the file of an earlier run has it. */
const before = 'handraise before';

/** How good the whole recipe is on one half of the public tables, beside libraries in careful hands and ours of an earlier day. */
export async function benchAccuracy(options: BenchOptions): Promise<BenchResult> {
  const { threads, runs, half, keep, against, say } = options;
  const earlier = against === undefined ? undefined : KeptPredictions.read(against);
  const peerScripts = { xgboost: script, lightgbm: script, 'scikit-learn': script } as const;
  return withPeers(peerScripts, threads, async ({ peers, missing, folder }) => {
    const kept = new KeptPredictions();
    const remarks = [...missing];
    const judged: JudgedTable[] = [];
    for (const table of publicTables.filter((one) => one.half === half)) {
      const found = await judgeTable(table, { ...{ peers, folder, runs, threads, earlier, kept, say } });
      if (found) judged.push(found);
      else remarks.push(`${table.name} is left out: its data are not in ../shared/data`);
      if (keep !== undefined) kept.write(keep);
    }
    const names = [ours.name, before, ...peerLearners.map(({ name }) => name)].filter((name) =>
      judged.some(({ sides }) => sides.has(name)),
    );
    const versions: Record<string, string> = { ...kept.versions, [before]: earlier?.versions[ours.name] ?? '' };
    const sides = names.map((name) => ({ name, version: versions[name] ?? '' }));
    const quality = names.map((name) =>
      Object.fromEntries(
        judged.flatMap(({ table, sides }) => (sides.has(name) ? [[table, qualityOf(sides.get(name)!)]] : [])),
      ),
    );
    const comparisons = judged.flatMap(comparisonsOf);
    return {
      name: `accuracy on the ${half} half`,
      shape: { splits: runs },
      threads,
      ...sidesOf(sides, [], quality),
      missing: remarks,
      comparisons,
      checks: checksOf(judged, comparisons),
      growth: [],
    };
  });
}

/** A table's test rows, and what every side that took part says of them, by split. */
interface JudgedTable {
  readonly table: string;
  readonly sides: ReadonlyMap<string, readonly JudgedPredictions[]>;
}

interface JudgedPredictions extends Predictions {
  readonly at: TestedSplit;
}

interface Judging extends Pick<BenchOptions, 'runs' | 'threads' | 'say'> {
  readonly peers: readonly Peer[];
  readonly folder: string;
  readonly earlier: KeptPredictions | undefined;
  readonly kept: KeptPredictions;
}

async function judgeTable(table: PublicTable, judging: Judging): Promise<JudgedTable | undefined> {
  const { peers, folder, runs, threads, earlier, kept, say } = judging;
  const records = table.read();
  if (!records) return undefined;
  const data = textTable(records, {
    label: table.label,
    positive: table.positive,
    without: typeof table.time === 'object' ? [table.time.column] : [],
    missing: ['', ...(table.missing ?? [])],
  });
  const sides = new Map<string, JudgedPredictions[]>();
  for (let seed = 1; seed <= runs; seed++) {
    const split = splitRecords(records, table, seed);
    const at = { table: table.name, split: seed - 1, rows: split.test, label: take(data.label, split.test) };
    const note = (name: string, version: string, said: Predictions) => {
      sides.set(name, [...(sides.get(name) ?? []), { ...said, at }]);
      if (name !== before) kept.add({ name, version }, at, said);
    };
    note(ours.name, ours.version, await ourPredictions(folder, table, records, split));
    const was = earlier?.of(ours.name, at);
    if (was) note(before, '', was);
    for (const { name, of, learner } of peerLearners) {
      const known = earlier?.of(name, at);
      const peer = peers.find((one) => one.name === of);
      if (known) note(name, earlier!.versions[name]!, known);
      else if (peer)
        note(name, peer.version, await peerPredictions(peer, learner, data, split, { folder, seed, threads }));
    }
    say(`  ${table.name}: split ${seed} of ${runs}`);
  }
  return { table: table.name, sides };
}

/** Means over the splits; a type, as only that goes as a record. */
type AccuracyQuality = Readonly<Record<'rocAuc' | 'logLoss' | 'ece' | 'seconds', number>>;

function qualityOf(splits: readonly JudgedPredictions[]): AccuracyQuality {
  const mean = (of: (split: JudgedPredictions) => number) =>
    splits.reduce((sum, split) => sum + of(split), 0) / splits.length;
  return {
    rocAuc: mean(({ probabilities, at }) => rocAuc(probabilities, at.label)),
    logLoss: mean(({ probabilities, at }) => logLoss(probabilities, at.label)),
    ece: mean(({ probabilities, at }) => ece(probabilities, at.label)),
    seconds: mean(({ seconds }) => seconds),
  };
}

function comparisonsOf({ table, sides }: JudgedTable): Comparison[] {
  const own = sides.get(ours.name)!;
  return [...sides]
    .filter(([name, splits]) => name !== ours.name && splits.length === own.length)
    .flatMap(([name, splits]) => {
      const found = differences(
        splits.map(({ at, probabilities }, split) => ({
          ...{ rows: at.rows, label: at.label, ours: own[split]!.probabilities, other: probabilities },
        })),
      );
      return (['rocAuc', 'logLoss'] as const).map((measure) => ({
        data: table,
        measure,
        against: name,
        ...found[measure],
      }));
    });
}

function checksOf(judged: readonly JudgedTable[], comparisons: readonly Comparison[]): Check[] {
  const losses = judged.map(
    ({ sides }) => new Map([...sides].map(([name, splits]) => [name, qualityOf(splits).logLoss])),
  );
  const medianBy = (others: (of: ReadonlyMap<string, number>) => number) =>
    median(losses.map((of) => of.get(ours.name)! / others(of)).filter((ratio) => ratio > 0));
  const best = medianBy((of) => Math.min(...peerLearners.flatMap(({ name }) => of.get(name) ?? [])));
  const past = medianBy((of) => of.get(before) ?? Number.NaN);
  const worse = comparisons.filter(
    ({ against, measure, low }) => against === before && measure === 'logLoss' && low > 0,
  );
  return [
    ...(best === null ? [] : [check("log loss by the best peer's, median of the tables", best, 1)]),
    ...(past === null ? [] : [check('log loss by that before, median of the tables', past, 0.99)]),
    ...(past === null
      ? []
      : [check('tables whose log loss is above that before beyond its interval', worse.length, 0)]),
  ];
}
