import type { Program } from '../config/schema.ts';
import { probeSources } from '../crm/source.ts';
import { inSnapshot } from '../database/transaction.ts';
import { buildFeatures } from '../features/buildFeatures.ts';
import type { FeatureTable } from '../features/feature.ts';
import { sha256Hex } from '../numeric/hash.ts';
import type { Instant, Population } from '../snapshot/population.ts';
import { readPopulation } from '../snapshot/readPopulation.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import type { Workbench } from './workbench.ts';

/** Snapshots with their features, all read from one snapshot of the database. */
export interface Extract {
  readonly population: Population;
  readonly snapshots: Snapshots;
  readonly features: FeatureTable;
  readonly eventKinds: readonly string[];
  /** Rows read and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** SHA-256 of everything read. */
  readonly fingerprint: string;
}

/**
 * Reads the CRM as it was known at an instant and computes the features of the chosen snapshots.
 *
 * @param options.eventKinds the kinds a model was trained on; by default those in the data.
 * @throws HandraiseError `data`, `database`, `permission`, `resource`.
 */
export async function extract(
  workbench: Workbench,
  program: Program,
  options: {
    readonly knownBefore: Instant;
    readonly snapshotsOf: (population: Population) => Snapshots;
    readonly eventKinds?: readonly string[];
  },
): Promise<Extract> {
  const { handle, progress, signal } = workbench;
  const { knownBefore, snapshotsOf, eventKinds } = options;
  const sources = await probeSources(handle, workbench.config.source);
  return inSnapshot(handle, async (client) => {
    progress.stage('reading contacts, accounts and outcomes');
    const population = await readPopulation(client, sources, program, { knownBefore });
    signal.throwIfAborted();
    const snapshots = snapshotsOf(population);
    progress.stage(`reading events for ${snapshots.rows} snapshots`);
    const built = await buildFeatures({
      client,
      sources,
      population,
      snapshots,
      program,
      knownBefore,
      memoryBudget: workbench.memoryBudget,
      signal,
      ...(eventKinds === undefined ? {} : { eventKinds }),
    });
    return {
      population,
      snapshots,
      features: { features: built.features, table: built.table },
      eventKinds: built.eventKinds,
      anomalies: { ...population.anomalies, ...built.anomalies },
      fingerprint: sha256Hex(`${population.fingerprint}\n${built.eventFingerprint}`),
    };
  });
}
