import { labelOfKind } from '../features/vocabulary/kindLabels.ts';
import type { ListedEvidence, ListedHandOff } from '../ranking/listed.ts';
import type { HeldBy, NextQuestion, Override } from '../ranking/standing.ts';
import { dayOfInstant, minuteOfInstant } from '../text/format.ts';

/** Why somebody is kept off the list, such as `budget is unknown`. */
export function heldByText(held: HeldBy): string {
  switch (held.kind) {
    case 'criterion':
      return held.state === 'contradicted'
        ? `sources contradict each other about ${held.criterion}`
        : `${held.criterion} is ${held.state}`;
    case 'exclusion':
      return `never: ${held.rule}`;
    case 'person':
      return 'a person said never';
    case 'stage':
      return `stage ${held.stage}`;
  }
}

const directions = { up: 'Moved up', down: 'Moved down', never: 'Taken off the list' } as const;

/** What a person decided, such as `Moved up by Kim on 3 March 2026: met at the fair (until 1 June 2026)`. */
export function overrideText({ direction, reason, by, since, until }: Override): string {
  const end = until === null ? '' : ` (until ${dayOfInstant(until)})`;
  return `${directions[direction]} by ${by} on ${dayOfInstant(since)}: ${reason}${end}`;
}

/** What to ask somebody next, such as `Is there a budget this year? (in return: a voucher)`. */
export function nextQuestionText({ text, incentive }: NextQuestion): string {
  return incentive === null ? text : `${text} (in return: ${incentive})`;
}

const sources: Readonly<Record<string, string>> = {
  answer: 'answer to',
  attribute: 'field',
  note: 'note on',
};

/** A value and where it comes from, such as `“yes”, answer to budget` or `2 pricing page visits`. */
function valueTexts(value: string | null, source: string | null): readonly string[] {
  const [, event] = /^event:(.*)$/s.exec(source ?? '') ?? [];
  if (event !== undefined && value !== null) {
    const { one, many } = labelOfKind(event);
    return [`${value} ${value === '1' ? one : many}`];
  }
  return [...(value === null ? [] : [`“${value}”`]), ...(source === null ? [] : [sourceText(source)])];
}

/** Where evidence comes from, such as `answer to budget`. */
function sourceText(source: string): string {
  const [, kind = '', name = ''] = /^(\w+):(.*)$/s.exec(source) ?? [];
  return Object.hasOwn(sources, kind) ? `${sources[kind]} ${name}` : source;
}

/** What is known of a criterion, such as `budget: met (“yes”, answer to budget, 3 March 2026)`. */
export function evidenceText({ criterion, state, met, value, source, dated }: ListedEvidence): string {
  const said =
    state === 'known' ? (met ? 'met' : 'not met') : state === 'unknown' ? 'unknown' : 'sources contradict each other';
  if (state === 'unknown') return `${criterion}: ${said}`;
  const details = [
    ...valueTexts(value, source),
    ...(dated === null || Number.isNaN(dated) ? [] : [dayOfInstant(dated)]),
  ];
  return `${criterion}: ${said}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

/** By when somebody must act on a hand-off, or whether somebody did. */
export function handOffText({ stage, deadline, state, actedAt }: ListedHandOff): string {
  if (actedAt !== null)
    return `handed over (${stage}); followed up on ${dayOfInstant(actedAt)}, ${state === 'met' ? 'in time' : 'too late'}`;
  if (state === 'breached')
    return `handed over (${stage}); due on ${minuteOfInstant(deadline)}, and nobody has followed up`;
  return `handed over (${stage}); follow up by ${minuteOfInstant(deadline)}`;
}
