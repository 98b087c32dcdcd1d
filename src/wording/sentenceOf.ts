import { catalogue, type NoticeKind } from '../notice/catalogue.ts';
import type { Finding, FindingKind } from '../notice/finding.ts';
import type { GateNotice, Notice } from '../notice/notice.ts';
import type { FindingWording } from './finding.ts';
import type { GateWording, Wording } from './wording.ts';
import { wordings } from './wordings.ts';

/**
 * A notice in English, for a person to read: nothing decides by it.
 *
 * @example
 * const [latest] = await program.decisions();
 * latest!.gates!.map((gate) => sentenceOf(gate)).length > 0 // true
 */
export function sentenceOf<K extends NoticeKind>(notice: Notice<K>): string {
  const { sentence }: Wording<K> = wordings[notice.kind];
  return sentence(notice.figures, 'blocked' in notice && notice.blocked === true);
}

/** What a gate asks and what it measured, for a table; empty of one that says both in its sentence. */
export function askedAndMeasured(notice: GateNotice): { readonly asked: string; readonly measured: string } {
  const wording: Partial<GateWording<NoticeKind>> = wordings[notice.kind] as GateWording<NoticeKind>;
  const { figures } = notice;
  return { asked: wording.asked?.(figures) ?? '', measured: wording.measured?.(figures) ?? '' };
}

/**
 * What a finding of `check` does to the result, and what to change.
 * @example
 * const { problems } = await workbench.check();
 * problems.map((problem) => effectAndRemedy(problem).remedy);
 */
export function effectAndRemedy<K extends FindingKind>(
  finding: Finding<K>,
): { readonly effect: string; readonly remedy: string } {
  const { effect, remedy } = wordings[finding.kind] as unknown as FindingWording<K>;
  return { effect: effect(finding.figures), remedy: remedy(finding.figures) };
}

/** Plain data in which each notice has its sentence beside its figures, a finding what to do about it, and a promotion gate what it asks and measured, as `--json` prints it. */
export function withSentences(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withSentences);
  if (typeof data !== 'object' || data === null) return data;
  const prototype = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return data;
  const entries = Object.entries(data).map(([key, value]) => [key, withSentences(value)]);
  return { ...Object.fromEntries(entries), ...(isNotice(data) ? wordsOf(data) : {}) };
}

function wordsOf(notice: Notice): object {
  return {
    sentence: sentenceOf(notice),
    ...(isFinding(notice) ? effectAndRemedy(notice) : {}),
    ...('asked' in wordings[notice.kind] ? askedAndMeasured(notice as GateNotice) : {}),
  };
}

function isFinding(notice: Notice): notice is Finding {
  return 'effect' in wordings[notice.kind];
}

function isNotice(data: object): data is Notice {
  if (!('kind' in data && 'code' in data && 'figures' in data) || typeof data.kind !== 'string') return false;
  return Object.hasOwn(catalogue, data.kind) && catalogue[data.kind as NoticeKind].code === data.code;
}
