import type { Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import type { CompiledRules } from './compileRules.ts';
import { currentValues } from './currentValues.ts';
import type { Facts } from './facts.ts';
import { findingOf } from './findingOf.ts';
import type { Finding, Piece } from './piece.ts';

/** What is known of each contact, criterion by criterion; computed when it is asked for. */
export interface Evidence {
  readonly rules: CompiledRules;
  /** Findings of a contact by its index in the population, one per criterion. */
  findings(contact: number): readonly Finding[];
  /** Whether a contact has a live answer to the question of a slot that says something of a criterion. */
  isAnswered(contact: number, slot: number): boolean;
}

/**
 * The evidence of a population as of an instant.
 *
 * @param facts what was read of the slots of the rules, all known before the instant
 * @throws HandraiseError `config` as `currentValues`.
 */
export function evidenceOf(rules: CompiledRules, population: Population, facts: Facts, now: Instant): Evidence {
  const values = rules.values.map((rule) => ({ rule, currentOf: currentValues(population, rule) }));
  return {
    rules,
    findings(contact) {
      const pieces: Piece[][] = rules.criteria.map(() => []);
      const add = (criterion: number, piece: Piece) => pieces[criterion]!.push(piece);
      for (let i = facts.start[contact]!; i < facts.start[contact + 1]!; i++) {
        const { source, readers } = rules.slots[facts.slot[i]!]!;
        const value = facts.value[i]!;
        const dated = facts.dated[i]!;
        for (const { criterion, says, holds } of readers)
          for (const said of says(value)) add(criterion, { says: said, value, source, dated, expires: dated + holds });
      }
      for (const { rule, currentOf } of values) {
        const current = currentOf(contact);
        if (current === null) continue;
        const expires = rule.holds === undefined ? Number.POSITIVE_INFINITY : current.dated + rule.holds;
        for (const said of rule.says(current.value))
          add(rule.criterion, { says: said, ...current, source: rule.source, expires });
      }
      return pieces.map((own) => findingOf(own, now));
    },
    isAnswered(contact, slot) {
      for (let i = facts.start[contact]!; i < facts.start[contact + 1]!; i++)
        if (facts.slot[i] === slot)
          for (const { says, holds } of rules.slots[slot]!.readers)
            if (facts.dated[i]! + holds > now && says(facts.value[i]!).some((said) => said !== 'neither')) return true;
      return false;
    },
  };
}
