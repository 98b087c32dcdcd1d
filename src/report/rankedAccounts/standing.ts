import type { Standing } from '../../ranking/standing.ts';
import { heldByText, nextQuestionText, overrideText } from '../../wording/standing.ts';
import { type Html, html } from '../html.ts';

/** What stands beside a person's chance: what to ask, what a person decided, stage and fit, why they are kept off the list. */
export function standingLines({ heldBy, override, nextQuestion, stage, segment, fit, grid }: Standing): Html | null {
  const facts = [
    stage !== null && `stage ${stage}`,
    segment !== null && `segment ${segment}`,
    fit !== null && `fit ${fit} of 100${grid === null ? '' : ` (${grid})`}`,
  ].filter((fact) => fact !== false);
  if (heldBy.length === 0 && !override && !nextQuestion && facts.length === 0) return null;
  return html`<ul class="standing">${heldBy.length > 0 && html`<li class="held">Kept off the list: <bdi>${heldBy.map(heldByText).join('; ')}</bdi></li>`}${override && html`<li><bdi>${overrideText(override)}</bdi></li>`}${nextQuestion && html`<li class="ask">Ask: <bdi>${nextQuestionText(nextQuestion)}</bdi></li>`}${facts.length > 0 && html`<li><bdi>${facts.join(' · ')}</bdi></li>`}</ul>`;
}

/** What of a standing the list can be filtered by. */
export function standingFacets({
  position,
  stage,
  segment,
  grid,
  override,
}: Standing): Readonly<Record<string, string>> {
  return {
    ...(stage === null ? {} : { stage }),
    ...(segment === null ? {} : { segment }),
    ...(grid === null ? {} : { 'fit and engagement': grid }),
    ...(override === null ? {} : { 'moved by a person': override.direction }),
    ...(position === null ? { 'kept off the list': 'yes' } : {}),
  };
}
