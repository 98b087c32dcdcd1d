import { criteriaOf, type EvidenceRule, type Qualification } from '../../config/qualification.ts';
import { microsecondsOf } from '../../time/instant.ts';
import type { Says } from './piece.ts';
import { saysOfText, saysOfValue } from './saysOf.ts';

type RuleWith<Key extends string> = Extract<EvidenceRule, Readonly<Record<Key, unknown>>>;

/** What a fact of a slot says of one criterion. */
export interface SlotReader {
  readonly criterion: number;
  says(value: string): readonly Says[];
  /** Microseconds that it holds; Infinity for good. */
  readonly holds: number;
}

/** Where facts are read from that have a date of their own. */
export type Slot = { readonly source: string; readonly readers: readonly SlotReader[] } & (
  | { readonly kind: 'answer'; readonly question: string }
  | { readonly kind: 'note'; readonly speaks: (text: string) => boolean }
  | { readonly kind: 'event'; readonly event: string; readonly atLeast: number; readonly holds: number }
);

/** A rule over a value that a contact or its account has. */
export interface ValueRule {
  readonly criterion: number;
  readonly source: string;
  readonly of: 'contact' | 'account';
  /** Name of the attribute; null for the job title. */
  readonly attribute: string | null;
  says(value: string): readonly Says[];
  /** Microseconds that a value holds; undefined where its date has no part. */
  readonly holds: number | undefined;
}

/** The rules of a program, ready to be asked. */
export interface CompiledRules {
  /** Names of the criteria, in the order of the framework. */
  readonly criteria: readonly string[];
  readonly required: readonly number[];
  readonly slots: readonly Slot[];
  readonly values: readonly ValueRule[];
}

/** Makes of a program's criteria what reading and judging go by; all answers to one question are one slot. */
export function compileRules(qualification: Qualification): CompiledRules {
  const criteria = criteriaOf(qualification);
  const slots: Slot[] = [];
  const answers = new Map<string, SlotReader[]>();
  const values: ValueRule[] = [];
  for (const [criterion, name] of criteria.entries())
    for (const rule of qualification.criteria[name]?.evidence ?? []) {
      if (has(rule, 'answer')) {
        const known = answers.get(rule.answer);
        const readers = known ?? [];
        readers.push({ criterion, says: one(saysOfValue(rule)), holds: holdsOf(rule.holdsDays) });
        if (known) continue;
        answers.set(rule.answer, readers);
        slots.push({ kind: 'answer', question: rule.answer, source: `answer:${rule.answer}`, readers });
      } else if (has(rule, 'note')) {
        const says = saysOfText(rule.note);
        const readers = [{ criterion, says, holds: holdsOf(rule.holdsDays) }];
        slots.push({ kind: 'note', source: 'note', readers, speaks: (text) => says(text).length > 0 });
      } else if (has(rule, 'event')) {
        const said: readonly Says[] = [rule.says === 'met' ? 'met' : 'not met'];
        const { event, atLeast } = rule;
        const holds = microsecondsOf(rule.holdsDays);
        const readers = [{ criterion, says: () => said, holds }];
        slots.push({ kind: 'event', source: `event:${event}`, readers, event, atLeast, holds });
      } else if (has(rule, 'title')) {
        const says = saysOfText(rule.title);
        values.push({ criterion, source: 'title', of: 'contact', attribute: null, says, holds: undefined });
      } else {
        const { attribute, of } = rule;
        const holds = rule.holdsDays === undefined ? undefined : microsecondsOf(rule.holdsDays);
        const source = `attribute:${of}.${attribute}`;
        values.push({ criterion, source, of, attribute, says: one(saysOfValue(rule)), holds });
      }
    }
  return { criteria, required: qualification.required.map((name) => criteria.indexOf(name)), slots, values };
}

function has<Key extends string>(rule: EvidenceRule, key: Key): rule is RuleWith<Key> {
  return key in rule;
}

function one(says: (value: string) => Says): (value: string) => readonly Says[] {
  return (value) => [says(value)];
}

function holdsOf(days: number | undefined): number {
  return days === undefined ? Number.POSITIVE_INFINITY : microsecondsOf(days);
}
