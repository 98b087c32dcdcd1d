import { type Conditions, type Stages, stageKey } from '../../config/stages.ts';
import { conditionsText } from './facts.ts';

/** A stage as the machine sees it. */
export interface Stage {
  readonly name: string;
  readonly title: string;
  /** Null for the first, which holds everybody. */
  readonly enter: 'person' | Conditions | null;
  readonly stay: Conditions | null;
  /** What `enter` and `stay` ask, as the record of transitions has it. */
  readonly asks: { readonly enter: string; readonly stay: string };
}

/** Why sales gives somebody back. */
export type ReturnKind = 'timing' | 'wrongly scored';

/** How those come back who are given back. */
export interface Return {
  readonly kind: ReturnKind;
  /** Where to, if a decision does not say. */
  readonly to: number;
  /** Null: until a person decides again. */
  readonly waitDays: number | null;
}

/**
 * The stages of a program, in order, followed by two states beside them: recycled and disqualified. A state is its position.
 */
export interface StageMachine {
  readonly stages: readonly Stage[];
  /** Names of all states. */
  readonly names: readonly string[];
  readonly recycled: number;
  readonly disqualified: number;
  readonly recycling: { readonly to: number; readonly waitDays: number | null };
  /** The state that a text means; null where it means none. */
  stateOf(text: string): number | null;
  /** The return that a text, as stage or as reason, means; null where it means none. */
  returnOf(text: string): Return | null;
}

/** The machine of the stages that a program declares. */
export function stageMachine(declared: Stages): StageMachine {
  const stages = declared.list.map(
    ({ name, title = name, enter = null, stay = null }): Stage => ({
      ...{ name, title, enter, stay },
      asks: {
        enter: enter === null || enter === 'person' ? '' : conditionsText(enter),
        stay: stay === null ? '' : conditionsText(stay),
      },
    }),
  );
  const recycled = stages.length;
  const disqualified = stages.length + 1;
  const states = new Map<string, number>();
  for (const [state, { name, says }] of [
    ...declared.list,
    { name: 'recycled', says: declared.recycled.says },
    { name: 'disqualified', says: declared.disqualified.says },
  ].entries())
    for (const word of [name, ...says]) states.set(stageKey(word), state);
  const positionOf = (name: string | undefined, otherwise: number) =>
    name === undefined ? otherwise : stages.findIndex((stage) => stage.name === name);
  const beforePeople = stages.findIndex(({ enter }) => enter === 'person') - 1;
  const lastOfRules = beforePeople < 0 ? stages.length - 1 : beforePeople;
  const returns = new Map<string, Return>();
  for (const [kind, { says, to, waitDays = null }] of [
    ['timing', declared.timing],
    ['wrongly scored', declared.wronglyScored],
  ] as const)
    for (const word of says) returns.set(stageKey(word), { kind, to: positionOf(to, lastOfRules), waitDays });
  return {
    stages,
    names: [...stages.map(({ name }) => name), 'recycled', 'disqualified'],
    recycled,
    disqualified,
    recycling: { to: positionOf(declared.recycled.to, 0), waitDays: declared.recycled.waitDays ?? null },
    stateOf: byText(states),
    returnOf: byText(returns),
  };
}

/** Looks up by what texts have in common; each text is folded once. */
function byText<Value>(values: ReadonlyMap<string, Value>): (text: string) => Value | null {
  const known = new Map<string, Value | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = values.get(stageKey(text)) ?? null;
    known.set(text, found);
    return found;
  };
}
