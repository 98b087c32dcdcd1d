import type { Decision } from '../../registry/decisions.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const opened = workbench.program(program);
    const models = await opened.models();
    const rows = models.map((model) => [
      model.modelId,
      model.family,
      isoOf(model.createdAt.getTime() * 1000),
      model.champion ? 'champion' : '',
    ]);
    const decisions = await opened.decisions();
    return {
      data: { models, decisions },
      text:
        rows.length > 0
          ? [plainTable(['model', 'family', 'trained', ''], rows), ...decisionsText(decisions)].join('\n\n')
          : 'no models yet; handraise train',
    };
  });

const shownDecisions = 10;

/** Who made which model champion, or refused to, the newest first. */
function decisionsText(decisions: readonly Decision[]): string[] {
  if (decisions.length === 0) return [];
  const rows = decisions
    .slice(0, shownDecisions)
    .map(({ action, modelId, decidedBy, decidedAt, reason }) => [
      isoOf(decidedAt.getTime() * 1000),
      action,
      modelId,
      decidedBy,
      reason ?? '',
    ]);
  return [plainTable(['decided', 'what', 'model', 'by', 'why'], rows)];
}
