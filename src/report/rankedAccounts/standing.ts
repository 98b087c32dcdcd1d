import { capitalised } from '../../text/format.ts';
import { evidenceText, handOffText, heldByText, nextQuestionText, overrideText } from '../../wording/standing.ts';
import { type Html, html } from '../html.ts';
import type { Person } from './entry.ts';

/** What stands beside a person's chance: why they are kept off the list, what a person decided, what to ask, what is known, stage and fit. */
export function standingLines({ contact: { standing }, record }: Person): Html | null {
  const { heldBy, override, nextQuestion, stage, segment, fit, grid } = standing;
  const facts = [
    stage !== null && `stage: ${stage}`,
    segment !== null && `segment: ${segment}`,
    fit !== null && `fit: ${Math.round(fit)} of 100${grid === null ? '' : ` (${grid})`}`,
  ].filter((fact) => fact !== false);
  const handOff = record?.handOff ?? null;
  const evidence = record?.evidence ?? [];
  const lines = [
    heldBy.length > 0 && html`<li class="held">Kept off the list: <bdi>${heldBy.map(heldByText).join('; ')}</bdi></li>`,
    override && html`<li><bdi>${overrideText(override)}</bdi></li>`,
    handOff && html`<li class="${handOff.state}"><bdi>${capitalised(handOffText(handOff))}</bdi></li>`,
    nextQuestion && html`<li class="ask">Ask: <bdi>${nextQuestionText(nextQuestion)}</bdi></li>`,
    evidence.length > 0 && html`<li><bdi>${evidence.map(evidenceText).join('; ')}</bdi></li>`,
    facts.length > 0 && html`<li><bdi>${capitalised(facts.join(' · '))}</bdi></li>`,
  ].filter((line) => line !== false && line !== null);
  return lines.length === 0 ? null : html`<ul class="standing">${lines}</ul>`;
}

/** What of a standing the list can be filtered by. */
export function standingFacets({ contact: { standing }, record }: Person): Readonly<Record<string, string>> {
  const { position, stage, segment, grid, override } = standing;
  return {
    ...(stage === null ? {} : { stage }),
    ...(segment === null ? {} : { segment }),
    ...(grid === null ? {} : { 'fit and engagement': grid }),
    ...(override === null ? {} : { 'moved by a person': override.direction }),
    ...(position === null ? { 'kept off the list': 'yes' } : {}),
    ...(record?.handOff && record.handOff.actedAt === null ? { 'hand-off': record.handOff.state } : {}),
  };
}
