import type { Notice } from '../../notice/notice.ts';
import type { FeatureColumn, FeatureFamily } from '../family.ts';
import type { FeatureTable } from '../feature.ts';
import { eventAnomalies } from '../sweep/eventAnomalies.ts';
import type { EventValue } from '../sweep/eventProperties.ts';
import { FoldedTotals } from '../sweep/foldedTotals.ts';
import { ColumnGather } from './columnGather.ts';
import { columnsOfFamily, tableOf } from './computeFeatures.ts';
import { type FeaturePart, inOrderOfPartitions } from './featurePart.ts';
import { type EventPlan, type FeaturePlan, type PlanInput, planFeatures } from './featurePlan.ts';
import { type FeatureBlock, streamFeatures } from './streamFeatures.ts';

/** What features are built from, and who hears of it. */
export interface FeatureInput extends PlanInput {
  /** The features of the events of every partition, where other processes made them; by default they are made here. */
  readonly parts?: readonly FeaturePart[];
  /** Called now and then with the number of events read so far, and in all. */
  readonly onProgress?: (events: number, total: number) => void;
}

/** Features, and what was found on the way. */
export interface BuiltFeatures extends FeatureTable {
  /** Kinds with features of their own, the most frequent first: what scoring passes back. */
  readonly eventKinds: readonly string[];
  /** Pairs of a kind and a value of a property with features of their own: what scoring passes back. */
  readonly eventValues: readonly EventValue[];
  /** What the program's selection asks for and does not get. */
  readonly remarks: readonly Notice[];
  /** Events and values read and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** SHA-256 that does not depend on the order of the events. */
  readonly eventFingerprint: string;
}

/**
 * Features of every snapshot row, in one pass over the events.
 *
 * A row as of t sees only what occurred before t, was ingested before t (where the source says when) and concerns
 * contacts and accounts created before t. Of events with the same contact and id the copy known first counts. Events
 * may come in any order; the result has the same bytes, however many partitions and threads there are.
 *
 * With `trained` every one of its kinds gets value columns, so that a model finds all columns it was trained with. Events are read
 * only if a family needs them.
 *
 * @throws HandraiseError `resource` before allocating more than the budget; `database`; `interrupted`.
 */
export async function buildFeatures(input: FeatureInput): Promise<BuiltFeatures> {
  const plan = await planFeatures(input);
  const { families, facts, events } = plan;
  const read = events ? await foldFeatures(input, plan, events) : noEvents;
  const columns = families.flatMap(
    (family) => read.columns.get(family) ?? columnsOfFamily({ ...facts, activity: null }, family),
  );
  return {
    ...tableOf(facts.snapshots.rows, columns),
    eventKinds: events?.selected ?? [],
    eventValues: eventValuesOf(events),
    remarks: events?.remarks ?? [],
    anomalies: facts.anomalies.counts() as Record<string, number>,
    eventFingerprint: read.fingerprint,
  };
}

/** Pairs of a kind and a value of a property with features of their own. */
export function eventValuesOf(events: Pick<EventPlan, 'properties'> | null): readonly EventValue[] {
  return (events?.properties ?? []).flatMap(({ name, pairs }) => pairs.map((pair) => ({ property: name, ...pair })));
}

interface FoldedFeatures {
  readonly columns: ReadonlyMap<FeatureFamily, readonly FeatureColumn[]>;
  readonly fingerprint: string;
}

const noEvents: FoldedFeatures = { columns: new Map(), fingerprint: new FoldedTotals().fingerprint() };

async function foldFeatures(
  input: FeatureInput,
  { facts }: FeaturePlan,
  { families, shape, kinds, rows: events, counted, partitioning }: EventPlan,
): Promise<FoldedFeatures> {
  const { client, sources, population, snapshots, knownBefore, threads, signal, onProgress } = input;
  const gathers = new Map(families.map((family) => [family, new ColumnGather(snapshots.rows)]));
  const take = ({ rows, byFamily }: FeatureBlock) => {
    for (const [family, made] of byFamily) gathers.get(family)!.add(rows, made);
  };
  const totals = input.parts
    ? takeParts(inOrderOfPartitions(input.parts, snapshots.rows), families, take)
    : await streamFeatures(
        {
          ...{ client, sources, population, snapshots, knownBefore, shape, families, facts, kinds, signal },
          partitions: partitioning.partitions,
          threads: threads && { ...threads, count: partitioning.threads },
          onProgress: (read) => onProgress?.(read, Math.max(read, events)),
        },
        take,
      );
  for (const [what, count] of Object.entries(totals.anomalies)) facts.anomalies.add(what, count);
  if (counted) facts.anomalies.add(eventAnomalies.merged, events - totals.rows);
  return {
    columns: new Map([...gathers].map(([family, gather]) => [family, gather.columns()])),
    fingerprint: totals.fingerprint(),
  };
}

function takeParts(
  parts: readonly FeaturePart[],
  families: readonly FeatureFamily[],
  take: (block: FeatureBlock) => void,
): FoldedTotals {
  const totals = new FoldedTotals();
  for (const { blocks, sums } of parts) {
    totals.addSums(sums);
    for (const { rows, columns } of blocks)
      take({ rows, byFamily: new Map(families.map((family, at) => [family, columns[at] ?? []])) });
  }
  return totals;
}
