import type { Program } from '../../config/schema.ts';
import { splitMargin } from '../../explain/splitMargin.ts';
import { publishedMargins } from '../../publish/publishedMargins.ts';
import { publishedRun } from '../../publish/publishedRun.ts';
import type { MarginChanges } from '../../publish/writeRankChanges.ts';
import { rankOrder } from '../../ranking/rankOrder.ts';
import { type LoadedModel, selectionOf } from '../../registry/loadedModel.ts';
import { SnapshotRows } from '../../snapshot/snapshotRows.ts';
import { takeRows } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { type Extract, extract } from '../extract/extract.ts';
import { eventsOfAccounts } from './eventsOfAccounts.ts';

/** Contacts at the head of the list whose change of margin is split: those that a page can show. */
const mostSplit = 2500;

/**
 * Splits the change of margin, since the ranking that readers see, of the best contacts that are on both.
 *
 * Costs one more reading of the CRM as of then, of the events of those contacts and of the people of their accounts alone.
 *
 * @returns undefined where nothing was published, or by a later date, and where contacts have dates of their own, which time does not change.
 */
export async function marginChanges(
  workbench: Workbench,
  name: string,
  program: Program,
  of: {
    readonly champion: LoadedModel;
    readonly read: Extract;
    readonly asOf: Instant;
    readonly probabilities: Float64Array;
  },
): Promise<MarginChanges | undefined> {
  const { champion, read, asOf, probabilities } = of;
  const before = await publishedRun(workbench.handle, name);
  if (!before || before.asOf > asOf || 'daysAfterCreation' in program.cutoffs) return undefined;
  const { ids } = read.population.contacts;
  const idOf = (row: number) => ids[read.snapshots.contact[row]!]!;
  const head = rankOrder(probabilities, idOf).subarray(0, mostSplit);
  const margins = await publishedMargins(workbench.handle, name, before.runId, Array.from(head, idOf));
  const rowOf = new Map([...head].flatMap((row) => (margins.has(idOf(row)) ? [[idOf(row), row] as const] : [])));
  if (rowOf.size === 0) return undefined;
  // One date where nothing but what is known, or the model, can differ.
  const dates = [...new Set([before.asOf, asOf])];
  workbench.progress.stage(`looking for what changed since run ${before.runId}`);
  const past = await extract(workbench, program, {
    knownBefore: before.asOf,
    snapshotsOf: (population) => {
      const rows = new SnapshotRows();
      population.contacts.ids.forEach((id, contact) => {
        if (rowOf.has(id)) for (const at of dates) rows.keep(contact, at, false);
      });
      return rows.finish(population, program, population.contacts.ids.length);
    },
    trained: selectionOf(champion.artefact),
    eventsOf: eventsOfAccounts(champion.artefact.features),
  });
  const pastIds = past.population.contacts.ids;
  const pairs = Int32Array.from({ length: past.snapshots.rows / dates.length }, (_, pair) => pair);
  const contacts = Array.from(pairs, (pair) => pastIds[past.snapshots.contact[dates.length * pair]!]!);
  const now = Int32Array.from(contacts, (id) => rowOf.get(id)!);
  const { features } = read.features;
  const parts = splitMargin(champion.model, {
    before: {
      features,
      table: takeRows(
        past.features.table,
        pairs.map((pair) => dates.length * pair),
      ),
    },
    aged: {
      features,
      table: takeRows(
        past.features.table,
        pairs.map((pair) => dates.length * (pair + 1) - 1),
      ),
    },
    now: { features, table: takeRows(read.features.table, now) },
    published: Float64Array.from(contacts, (id) => margins.get(id)!),
    otherModel: before.modelId !== champion.modelId,
  });
  const unitOf = (row: number) => {
    const contact = read.snapshots.contact[row]!;
    return read.population.accounts.ids[read.population.currentAccount[contact]!] ?? ids[contact]!;
  };
  return {
    previousRunId: before.runId,
    contacts: contacts.map((contactId, at) => ({
      ...{ contactId, unitId: unitOf(now[at]!) },
      ...{
        activity: parts.activity[at]!,
        ageing: parts.ageing[at]!,
        profile: parts.profile[at]!,
        model: parts.model[at]!,
      },
    })),
  };
}
