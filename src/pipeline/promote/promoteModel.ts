import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import type { GateNotice } from '../../notice/notice.ts';
import { promote, refuse } from '../../registry/decisions.ts';
import { promotionGates } from '../../registry/gates.ts';
import { loadModel } from '../../registry/loadedModel.ts';
import { championOf } from '../../registry/models.ts';
import { blockedSentences } from '../../wording/blockedLine.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { compareWithChampion } from './compareWithChampion.ts';
import { gateInputOf } from './gateInput.ts';

/** What became of the wish to make a model champion; it is in the record of decisions, whatever it is. */
export interface Promotion {
  readonly program: string;
  readonly modelId: string;
  readonly action: 'promote' | 'override' | 'refuse';
  /** The champion before; it stays where the promotion is refused. */
  readonly previousModelId: string | null;
  readonly gates: readonly GateNotice[];
}

/** How often the gates are asked anew because the champion changed meanwhile. */
const attempts = 5;

/**
 * Makes a registered model champion if every gate lets it, and records what was decided and what each gate found.
 *
 * @param options.override why it is to be champion although gates may block it; recorded with those that did.
 * @throws HandraiseError `usage` when the model is unknown or the reason empty, `artefact` when it cannot be loaded or its features cannot
 *   be computed any more, `busy` when others keep changing the champion.
 */
export async function promoteModel(
  workbench: Workbench,
  programName: string,
  modelId: string,
  { override }: { readonly override?: string } = {},
): Promise<Promotion> {
  const { handle, models } = workbench;
  const { name, program } = programOf(workbench.config, programName);
  if (override?.trim() === '')
    throw new HandraiseError('usage', 'the reason for overriding the gates is empty', {
      hint: 'say why, which is recorded: --override "…"',
    });
  await requireRightsFor(handle, 'promoting');
  const loaded = await loadModel(workbench, name, modelId);
  const { artefact } = loaded;
  const input = gateInputOf(artefact.result, artefact.minimumData, {
    used: artefact.features.map((feature) => feature.name),
    excluded: program.exclude.features,
  });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const championId = (await championOf(handle, name))?.modelId ?? null;
    const againstChampion =
      championId === null ? null : await compareWithChampion(workbench, name, program, loaded, championId);
    const { passed, findings: gates } = promotionGates({ ...input, againstChampion });
    if (!passed && override === undefined) {
      const reason = blockedSentences(gates);
      await refuse(handle, name, modelId, { reason, gates });
      return { program: name, modelId, action: 'refuse', previousModelId: championId, gates };
    }
    const reason = override ?? 'its gates passed';
    const change = await promote(handle, name, modelId, { reason, modelsDir: models, gates, compared: championId });
    if (change) return { program: name, ...change, action: passed ? 'promote' : 'override', gates };
  }
  throw new HandraiseError('busy', `the champion of program ${name} kept changing while ${modelId} was judged`, {
    hint: 'promote again',
  });
}

/** The failure that a refused promotion is, for those who cannot go on without a champion. */
export function refusalOf({ modelId, gates }: Promotion): HandraiseError {
  const reason = blockedSentences(gates);
  return new HandraiseError('gate', `model ${modelId} is registered, but not promoted: ${reason}`, {
    hint: 'what was published before stays; see the calibration report',
  });
}
