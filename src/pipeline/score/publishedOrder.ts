import type { DatabaseHandle } from '../../database/connection.ts';
import { rankStability } from '../../evaluation/rankStability.ts';
import { sampleOf } from '../../monitor/featureBins.ts';
import type { PublishedOrder } from '../../monitor/observed.ts';
import { publishedProbabilities } from '../../publish/publishedProbabilities.ts';
import { publishedRun } from '../../publish/publishedRun.ts';
import type { Instant } from '../../time/instant.ts';
import { microsecondsOf } from '../../time/instant.ts';
import type { Extract } from '../extract/extract.ts';

/** A week and a day: after longer the order may be another without an accident. */
const mostDays = 8;
/** The order of fewer contacts says little. */
const fewestContacts = 100;
/** Contacts that are looked up, at most. */
const mostContacts = 20_000;

/**
 * How far the order of the contacts is that of the published ranking.
 *
 * @returns null where that is of another model or another time, or has too few of the contacts, or no order.
 */
export async function publishedOrder(
  handle: DatabaseHandle,
  program: string,
  of: {
    readonly modelId: string;
    readonly asOf: Instant;
    readonly probabilities: Float64Array;
    readonly read: Extract;
  },
): Promise<PublishedOrder | null> {
  const { read, probabilities } = of;
  const run = await publishedRun(handle, program);
  if (run?.modelId !== of.modelId || Math.abs(of.asOf - run.asOf) > microsecondsOf(mostDays)) return null;
  const rows = sampleOf(Int32Array.from(probabilities.keys()), mostContacts);
  const idOf = (row: number) => read.population.contacts.ids[read.snapshots.contact[row]!]!;
  const before = await publishedProbabilities(handle, program, Array.from(rows, idOf));
  const entity = rows.filter((row) => before.has(idOf(row)));
  if (entity.length < fewestContacts) return null;
  const scoresBy = (scoreOf: (row: number) => number) => ({ entity, scores: Float64Array.from(entity, scoreOf) });
  const { spearman } = rankStability(
    scoresBy((row) => before.get(idOf(row))!),
    scoresBy((row) => probabilities[row]!),
    1,
  );
  return Number.isNaN(spearman) ? null : { asOf: run.asOf, shared: entity.length, correlation: spearman };
}
