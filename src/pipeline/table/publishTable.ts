import { withProgramLock } from '../../database/lock.ts';
import { HandraiseError } from '../../errors.ts';
import { explainer } from '../../explain/explainer.ts';
import { publishRanking } from '../../publish/publishRanking.ts';
import { independentContacts } from '../../ranking/accounts/rollUps.ts';
import { rank } from '../../ranking/rank.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { promote, refuse } from '../../registry/decisions.ts';
import { championOf } from '../../registry/models.ts';
import { registerModel } from '../../registry/registerModel.ts';
import { LongIds } from '../../snapshot/longIds.ts';
import { takeRows } from '../../table/table.ts';
import { blockedSentences } from '../../wording/blockedLine.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { databaseNow, type Workbench } from '../../workbench/workbench.ts';
import { columnFeatures } from './columnFeatures.ts';
import type { FlatTable } from './flatTable.ts';
import type { PublishedFile, TablePublication, TrainedTable } from './publication.ts';

/** Publishing in the database of a workbench, as the ranking of a program of its own. */
export function publicationAs(program: string, workbench: Workbench): TablePublication {
  return {
    check: ({ id }) => checkPublishing(workbench, program, id),
    checkIds,
    now: () => databaseNow(workbench.handle),
    publish: (trained) => publishTable(workbench, trained),
  };
}

/**
 * Refuses, before anything is read, a program whose ranking the file must not replace.
 *
 * @throws HandraiseError `usage` for a name that is no program's, or that of a program of the configuration, and without a column of ids; `permission` where it could not be published.
 */
async function checkPublishing(
  { handle, config, models }: Pick<Workbench, 'handle' | 'config' | 'models'>,
  program: string,
  id: string | undefined,
): Promise<void> {
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(program))
    throw new HandraiseError('usage', `${JSON.stringify(program)} cannot name a program`, {
      hint: 'small letters, digits, - and _, a letter first, at most 63',
    });
  if (Object.hasOwn(config.programs, program))
    throw new HandraiseError(
      'usage',
      `program ${program} is asked of the CRM: its ranking is published by handraise score`,
      {
        hint: 'name another program',
      },
    );
  if (id === undefined)
    throw new HandraiseError('usage', 'without --id the published rows would have no names', {
      hint: 'name the column of ids',
    });
  await requireRightsFor(handle, 'publishing a flat file');
  await checkModelsFolder(models, program);
}

/**
 * Publishes the scored rows as the ranking of the artefact's program, with the model that scored them as its champion.
 *
 * @returns null where a gate blocks: the model is registered, its refusal recorded, and what was published before stays.
 * @throws HandraiseError as `asRun` and `publishRanking`.
 */
async function publishTable(workbench: Workbench, trained: TrainedTable): Promise<PublishedFile | null> {
  const { handle, models } = workbench;
  const { artefact, gates, file } = trained;
  const { program, highWater: asOf } = artefact;
  const register = async () =>
    (await registerModel(handle, models, artefact, (await championOf(handle, program))?.modelId ?? null)).modelId;
  if (gates.some(({ blocked }) => blocked)) {
    await withProgramLock(handle, program, async () =>
      refuse(handle, program, await register(), { reason: blockedSentences(gates), gates }),
    );
    return null;
  }
  const ranking = rankingOf(trained);
  return asRun(workbench, program, 'score', async (runId, workbench) => {
    const modelId = await register();
    workbench.signal.throwIfAborted();
    await promote(handle, program, modelId, { reason: `trained on ${file}`, modelsDir: models, gates });
    workbench.progress.stage(`publishing ${ranking.contacts.length} rows as program ${program}`);
    const { length } = ranking.contacts;
    const ledger = { considered: length, kept: length, excluded: {} };
    await publishRanking(handle, { program, runId, modelId, asOf, ledger, ranking }, workbench.signal);
    return { program, runId, modelId, contacts: length };
  });
}

/**
 * Refuses, before anything is learned, ids that no ranking can hold.
 *
 * @throws HandraiseError `data` for one that occurs twice among the rows to publish, or is too long.
 */
function checkIds({ scored, idOf }: FlatTable): void {
  const ids = Array.from(scored, idOf).sort();
  const longIds = new LongIds('rows to publish');
  for (const id of ids) longIds.note(id);
  longIds.refuse();
  const twice = ids.find((id, i) => id === ids[i - 1]);
  if (twice !== undefined)
    throw new HandraiseError('data', `the id ${JSON.stringify(twice)} names two of the rows to publish`, {
      hint: 'nothing was published; one row per id can be ranked',
    });
}

function rankingOf({ read, deployed, artefact }: TrainedTable) {
  const { model, calibrator } = deployed;
  const rows = read.scored.toSorted((a, b) => (read.idOf(a) < read.idOf(b) ? -1 : 1));
  const ids = Array.from(rows, read.idOf);
  const table = takeRows(read.table, rows);
  const margins = model.margins(table);
  const nobody = ids.map(() => null);
  const account = new Int32Array(rows.length).fill(-1);
  const created = new Float64Array(rows.length).fill(Number.NaN);
  return rank({
    population: {
      contacts: {
        ...{ ids, account, createdAt: created, name: nobody, title: nobody, emailDomain: nobody, attributes: [] },
      },
      currentAccount: account,
      accounts: { ids: [], name: [], domain: [], createdAt: new Float64Array(0), attributes: [] },
    },
    snapshots: {
      rows: rows.length,
      contact: Int32Array.from(rows.keys()),
      asOf: new Float64Array(rows.length).fill(artefact.highWater),
    },
    margins,
    probabilities: calibrator.probabilities(margins),
    explain: explainer(model, { features: columnFeatures(table), table }, artefact.cohorts ?? null),
    explainAccounts: (accounts) => accounts.map(() => ({ base: 0, reasons: [] })),
    reference: Float64Array.from(artefact.reference),
    accountReference: new Float64Array(0),
    rollUp: independentContacts,
    table,
    horizon: 0,
  });
}
