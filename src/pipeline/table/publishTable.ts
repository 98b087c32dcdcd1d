import { fitVennAbers } from '../../calibration/vennAbers.ts';
import { codeVersion } from '../../codeVersion.ts';
import { withProgramLock } from '../../database/lock.ts';
import { HandraiseError } from '../../errors.ts';
import { explainer } from '../../explain/explainer.ts';
import type { Artefact } from '../../model/artefact.ts';
import type { GateNotice } from '../../notice/notice.ts';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import { publishRanking } from '../../publish/publishRanking.ts';
import { rank } from '../../ranking/rank.ts';
import { referenceQuantiles } from '../../ranking/referenceQuantiles.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { promote, refuse } from '../../registry/decisions.ts';
import type { DataCounts } from '../../registry/gates.ts';
import { championOf } from '../../registry/models.ts';
import { registerModel } from '../../registry/registerModel.ts';
import { LongIds } from '../../snapshot/longIds.ts';
import { takeRows } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { blockedSentences } from '../../wording/blockedLine.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { databaseNow, type Workbench } from '../../workbench/workbench.ts';
import { type Findings, findingsToJson } from '../findings.ts';
import type { Verdict } from '../judge.ts';
import { takeUint8 } from '../take.ts';
import { storedCalibrator } from '../train/artefactOf.ts';
import { columnFeatures } from './columnFeatures.ts';
import type { FlatTable } from './flatTable.ts';
import type { TableOptions } from './options.ts';

/** A model of a flat file and what was found out about it. */
export interface TrainedTable {
  readonly options: TableOptions;
  readonly read: FlatTable;
  readonly best: Verdict;
  readonly findings: Findings;
  readonly gates: readonly GateNotice[];
  readonly counts: { readonly needed: DataCounts; readonly found: DataCounts };
}

export interface PublishedTable {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string;
  readonly contacts: number;
}

/**
 * Refuses, before anything is read, a program whose ranking the file must not replace.
 *
 * @throws HandraiseError `usage` for a name that is no program's, or that of a program of the configuration, and without a column of ids; `permission` where it could not be published.
 */
export async function checkPublishing(
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
 * Publishes the scored rows as the ranking of a program, with the model that scored them as its champion.
 *
 * @returns null where a gate blocks: the model is registered, its refusal recorded, and what was published before stays.
 * @throws HandraiseError as `asRun` and `publishRanking`.
 */
export async function publishTable(
  workbench: Workbench,
  program: string,
  trained: TrainedTable,
): Promise<PublishedTable | null> {
  const { handle, models } = workbench;
  const { findings, gates } = trained;
  const asOf = await databaseNow(handle);
  const artefact = artefactOfTable(program, trained, asOf);
  const register = async () =>
    (await registerModel(handle, models, artefact, (await championOf(handle, program))?.modelId ?? null)).modelId;
  if (gates.some(({ blocked }) => blocked)) {
    await withProgramLock(handle, program, async () =>
      refuse(handle, program, await register(), { reason: blockedSentences(gates), gates }),
    );
    return null;
  }
  const ranking = rankingOf(trained, artefact, asOf);
  return asRun(workbench, program, 'score', async (runId, workbench) => {
    const modelId = await register();
    workbench.signal.throwIfAborted();
    await promote(handle, program, modelId, { reason: `trained on ${findings.program}`, modelsDir: models, gates });
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
export function checkIds({ scored, idOf }: FlatTable): void {
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

function rankingOf({ read, best }: TrainedTable, artefact: Artefact, asOf: Instant) {
  const { model, calibrator } = best.entrant;
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
      asOf: new Float64Array(rows.length).fill(asOf),
    },
    margins,
    probabilities: calibrator.probabilities(margins),
    explain: explainer(model, { features: columnFeatures(table), table }),
    reference: Float64Array.from(artefact.reference),
    accountReference: new Float64Array(0),
    accountCalibrator: null,
    horizon: 0,
  });
}

function artefactOfTable(program: string, trained: TrainedTable, asOf: Instant): Artefact {
  const { options, read, best, findings, counts } = trained;
  const { family, model, calibrator } = best.entrant;
  const described = new Map(columnFeatures(read.table).map((feature) => [feature.name, feature]));
  const { seed, types } = options;
  const labelUse = { name: read.label.name, uses: read.label.uses.map(({ value, as }) => [value, as]) };
  return {
    schemaVersion: 1,
    ...{ program, family, fallback: findings.fallback },
    features: model.features.map((name) => described.get(name)!),
    eventKinds: [],
    parameters: model.parameters() ?? null,
    calibrator: storedCalibrator(calibrator),
    vennAbers: fitVennAbers(
      model.margins(takeRows(read.table, read.split.calibration)),
      takeUint8(read.label.values, read.split.calibration),
    ),
    accountCalibrator: null,
    reference: [...referenceQuantiles(best.probabilities)],
    accountReference: [],
    metrics: findingsToJson(findings) ?? null,
    outcome: findings.outcome,
    horizonDays: 0,
    lookbackDays: [],
    cutoffs: { daysAfterCreation: 0 },
    highWater: asOf,
    minimumData: counts,
    seed,
    dataFingerprint: read.file.fingerprint,
    configHash: sha256Hex(
      canonicalJson({
        label: labelUse,
        exclude: read.exclude,
        ...(read.keep.size > 0 ? { keep: Object.fromEntries(read.keep) } : {}),
        split: read.splitKind,
        ...(types.size > 0 ? { types: Object.fromEntries(types) } : {}),
        model: options.model,
        seed,
      }),
    ),
    codeVersion: codeVersion(),
  };
}
