import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import { filteredTables } from '../../crm/filteredTables.ts';
import { inheritedTables } from '../../crm/inheritedTables.ts';
import type { Inputs } from '../../crm/inputs.ts';
import { inLockedSources, selectsOf } from '../../crm/lockedSources.ts';
import { type MachineShares, type RowsOf, readMachineShares } from '../../crm/machine/machineShares.ts';
import { type Sources, withEventsOf } from '../../crm/source.ts';
import { databaseFailure, isLockTimeout, isLostConnection } from '../../database/failure.ts';
import { buildFeatures } from '../../features/engine/buildFeatures.ts';
import type { TrainedSelection } from '../../features/engine/featurePlan.ts';
import type { FeatureTable } from '../../features/feature.ts';
import { inputsWithRoles } from '../../features/modelInputs.ts';
import type { EventValue } from '../../features/sweep/eventProperties.ts';
import { type EventVolume, readEventVolumes } from '../../monitor/eventVolume.ts';
import { type EventPulses, readEventPulses } from '../../monitor/feedPulse.ts';
import type { Readings } from '../../monitor/profile.ts';
import type { Notice } from '../../notice/notice.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import type { Population } from '../../snapshot/population.ts';
import { readPopulation } from '../../snapshot/readPopulation.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { withinRecord } from '../../snapshot/withinRecord.ts';
import type { Table } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { otherMachines } from './otherMachines.ts';
import { readingsOf } from './readings.ts';

/** Snapshots with their features, all read from one snapshot of the database. */
export interface Extract<Rows extends Snapshots = Snapshots> {
  /** The program, with the dates and windows that the record allows. */
  readonly program: Program;
  readonly population: Population;
  readonly snapshots: Rows;
  readonly features: FeatureTable;
  readonly eventKinds: readonly string[];
  /** Pairs of a kind and a value of a property with features of their own. */
  readonly eventValues: readonly EventValue[];
  /** What the program's selection of features asks for and does not get. */
  readonly remarks: readonly Notice[];
  /** Opens and clicks by machines; null unless asked for, and where nothing says which events are such. */
  readonly machines: MachineShares | null;
  /** Features of opens and clicks the other way round, see `otherMachines`; null unless asked for, and where machines are found nowhere. */
  readonly otherMachines: Table | null;
  /** Rows read and left aside, by what is wrong with them. */
  readonly anomalies: Readonly<Record<string, number>>;
  /** Events before each of the instants asked for; null where there is no source of events. */
  readonly volumes: readonly (EventVolume | null)[];
  /** Tables of which row-level security hides rows. */
  readonly filtered: readonly string[];
  /** Tables that are read once with the one they inherit from and once by themselves. */
  readonly readTwice: readonly string[];
  /** When events came in the year before; nulls unless volumes are asked for. */
  readonly eventPulses: EventPulses;
  readonly sources: Pick<Sources, 'has' | 'fields' | 'attributes' | 'history'>;
  /** How the tables are read that features are made of. */
  readonly inputs: Inputs;
  /** Where and how each entity is read. */
  readonly readings: Readings;
  /** SHA-256 of everything read. */
  readonly fingerprint: string;
}

/**
 * Reads the CRM as it was known at an instant and computes the features of the chosen snapshots.
 *
 * @param options.trained what a model makes use of; by default what the program selects.
 * @param options.kindsKnownBefore choose the kinds of events that get features by what was known before this instant; by default `knownBefore`.
 * @param options.today the instant that decides who may be approached; absent where nobody is.
 * @param options.volumesBefore count the events before each of these instants, and see when they came; by default not.
 * @param options.eventsOf ids of the contacts whose events are read at all, where no others decide the features; by default everybody's.
 * @param options.alsoRead reads what else is wanted in the same snapshot of the database; begun again where reading is.
 * @param options.tellMachines count opens and clicks by machines, and make the features of opens and clicks the other way round, too, where there are any.
 * @param options.withRevisions read the history of attributes that are not declared as history, too, for the audit.
 * @throws HandraiseError `data`, `permission`, `resource`; `database` when the connection is lost again and again.
 */
export async function extract<Rows extends Snapshots>(
  workbench: Workbench,
  program: Program,
  options: {
    readonly knownBefore: Instant;
    readonly snapshotsOf: (population: Population, program: Program) => Rows;
    readonly trained?: TrainedSelection;
    readonly kindsKnownBefore?: (snapshots: Rows) => Instant;
    readonly volumesBefore?: (snapshots: Rows) => readonly Instant[];
    readonly withRevisions?: boolean;
    readonly tellMachines?: boolean;
    readonly today?: Instant;
    readonly eventsOf?: ((population: Population, snapshots: Rows) => readonly string[]) | undefined;
    readonly alsoRead?: (client: pg.ClientBase, sources: Sources, population: Population) => Promise<void>;
  },
): Promise<Extract<Rows>> {
  const { handle, progress, signal } = workbench;
  const { knownBefore, snapshotsOf, trained, kindsKnownBefore, volumesBefore, withRevisions = false, today } = options;
  const { tellMachines = false } = options;
  return startingOver(signal, async () => {
    progress.stage('reading contacts, accounts and outcomes');
    return inLockedSources(handle, workbench.config.source, { signal }, extractIn);
  });

  async function extractIn(client: pg.PoolClient, sources: Sources): Promise<Extract<Rows>> {
    signal.throwIfAborted();
    const filtered = await filteredTables(client, selectsOf(sources));
    const inherited = await inheritedTables(client, selectsOf(sources));
    const population = await readPopulation(client, sources, program, {
      knownBefore,
      withRevisions,
      ...(today === undefined ? {} : { today }),
    });
    await options.alsoRead?.(client, sources, population);
    signal.throwIfAborted();
    // What a model was trained with it is asked with, however long the record has become.
    const asked = trained === undefined ? withinRecord(program, population) : program;
    const snapshots = snapshotsOf(population, asked);
    progress.stage(`reading events for ${snapshots.rows} snapshots`);
    const input = {
      client,
      sources,
      population,
      snapshots,
      program: asked,
      knownBefore,
      memoryBudget: workbench.memoryBudget,
      threads: { count: workbench.threads, connectionString: handle.connectionString() },
      signal,
      onProgress: (events: number, total: number) => progress.advance(events, total),
      ...(trained === undefined ? {} : { trained }),
      ...(kindsKnownBefore === undefined ? {} : { kindsKnownBefore: kindsKnownBefore(snapshots) }),
    };
    const some = options.eventsOf?.(population, snapshots);
    const built = await buildFeatures(some ? { ...input, sources: withEventsOf(sources, some) } : input);
    const machines =
      tellMachines && sources.machine !== null ? await readMachineShares(rowsIn(client), sources, knownBefore) : null;
    signal.throwIfAborted();
    const other = machines && machines.found > 0 ? await otherMachines(input, built.table) : null;
    const instants = volumesBefore?.(snapshots) ?? [];
    const volumes = await readEventVolumes(client, sources, instants, signal);
    const eventPulses =
      instants.length > 0
        ? await readEventPulses(client, sources, knownBefore, signal)
        : { events: null, arrivals: null, hours: null };
    return {
      program: asked,
      population,
      snapshots,
      features: { features: built.features, table: built.table },
      eventKinds: built.eventKinds,
      eventValues: built.eventValues,
      remarks: built.remarks,
      machines,
      otherMachines: other && other.columns.length > 0 ? other : null,
      anomalies: { ...population.anomalies, ...built.anomalies },
      volumes,
      filtered,
      readTwice: inherited.flatMap(({ twice }) => twice.map(({ child }) => child)),
      eventPulses,
      sources,
      inputs: inputsWithRoles(sources),
      readings: readingsOf(workbench.config.source, program),
      fingerprint: sha256Hex(`${population.fingerprint}\n${built.eventFingerprint}`),
    };
  }
}

function rowsIn(client: pg.ClientBase): RowsOf {
  return async <Row>(statement: string) => {
    try {
      return (await client.query(statement)).rows as Row[];
    } catch (error) {
      throw databaseFailure(error, 'looking for opens and clicks by machines');
    }
  };
}

/** Pauses before reading is begun again, in milliseconds: a server that restarts is back within them. */
const pauses = [1000, 4000, 10_000];

/**
 * Begins again, from a fresh snapshot, what a lost connection broke off, or what a thread could not lock, because somebody waits for
 * our own lock in front of it; a set read in part is never used.
 */
async function startingOver<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      const pause = pauses[attempt];
      if (pause === undefined || !(isLostConnection(error) || isLockTimeout(error))) throw error;
      await sleep(pause, undefined, { signal });
    }
  }
}
