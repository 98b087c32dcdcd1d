import type { RecordedRun } from '../../publish/listRuns.ts';
import { type Instant, microsecondsPerDay } from '../../time/instant.ts';

/** What the state of a program calls for. */
export type NextStep =
  | { readonly step: 'import' | 'check' | 'train' | 'score' | 'wait' | 'nothing' }
  /** A model that no gate has refused, or one that gates did. */
  | { readonly step: 'promote' | 'look'; readonly modelId: string };

/** How a program stands, as far as its next step hangs on it. */
export interface Progress {
  readonly hasContacts: boolean;
  /** The newest first. */
  readonly runs: readonly Pick<RecordedRun, 'kind' | 'status'>[];
  readonly champion: string | null;
  /** The newest model, and whether the last decision about it was a refusal. */
  readonly newest: { readonly modelId: string; readonly refused: boolean } | null;
  readonly published: { readonly modelId: string; readonly asOf: Instant } | null;
  /** Whether gates block the latest scoring, and nobody accepted that. */
  readonly blocked: boolean;
  readonly now: Instant;
}

/** A ranking is of yesterday from then on. */
const longestDays = 1;

/** The one step that comes next; `nothing` while the published ranking is the champion's and of today. */
export function nextStep({ hasContacts, runs, champion, newest, published, blocked, now }: Progress): NextStep {
  if (runs[0]?.status === 'running') return { step: 'wait' };
  if (champion === null) {
    if (newest) return { step: newest.refused ? 'look' : 'promote', modelId: newest.modelId };
    if (!hasContacts) return { step: 'import' };
    return { step: runs.some(({ status }) => status === 'done') ? 'train' : 'check' };
  }
  if (blocked) return { step: 'check' };
  const isCurrent = published?.modelId === champion && now - published.asOf < longestDays * microsecondsPerDay;
  return { step: isCurrent ? 'nothing' : 'score' };
}
