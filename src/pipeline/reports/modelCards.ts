import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import { trainingInstant } from '../../publish/runs.ts';
import { listDecisions } from '../../registry/decisions.ts';
import { showModel } from '../../registry/models.ts';
import { registeredArtefact } from '../../registry/registeredArtefact.ts';
import { modelCardHtml } from '../../report/modelCard/html.ts';
import { modelCardMarkdown } from '../../report/modelCard/markdown.ts';
import { modelCard } from '../../report/modelCard.ts';
import { writeReport } from '../../report/writeReport.ts';
import { isoOf, timestampText } from '../../time/instant.ts';
import { resultView } from '../../training/resultView.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** Where the card of a model is. */
export interface ModelCardPaths {
  readonly markdown: string;
  /** The same as a page. */
  readonly html: string;
}

/**
 * Writes the card of a model, champion or not, in both forms; the same bytes as long as nothing more is decided about it.
 *
 * @throws HandraiseError `usage` when the model is unknown, `artefact` when its file is missing or damaged.
 */
export async function writeModelCard(
  workbench: Workbench,
  programName: string | undefined,
  modelId: string,
): Promise<ModelCardPaths> {
  const { handle, models, reports } = workbench;
  const { name } = programOf(workbench.config, programName);
  const artefact = await registeredArtefact(handle, models, name, modelId);
  const { createdAt, parentModelId, champion } = await showModel(handle, name, modelId);
  const knownBefore = await trainingInstant(handle, name, modelId);
  const decisions = await listDecisions(handle, name);
  const card = modelCard({
    modelId,
    artefact,
    findings: resultView(artefact.result),
    registered: { createdAt: createdAt.toISOString(), parentModelId, champion },
    knownBefore: knownBefore === null ? null : timestampText(knownBefore),
    decisions: decisions
      .filter((decision) => decision.modelId === modelId)
      .map((decision) => ({ ...decision, decidedAt: isoOf(decision.decidedAt.getTime() * 1000) })),
  });
  const paths = cardPaths(join(reports, name), modelId);
  await writeReport(paths.markdown, modelCardMarkdown(card));
  await writeReport(paths.html, modelCardHtml(card));
  return paths;
}

function cardPaths(folder: string, modelId: string): ModelCardPaths {
  const path = join(folder, `card-${modelId}`);
  return { markdown: `${path}.md`, html: `${path}.html` };
}
