import { expect, test } from 'vitest';
import { moveOf, type StageDecision } from '../../../src/qualification/stages/decisions.ts';
import { moveContacts } from '../../../src/qualification/stages/nightlyMoves.ts';
import { type StageMachine, stageMachine } from '../../../src/qualification/stages/stageMachine.ts';
import {
  applyMove,
  firstStates,
  isDecision,
  type Move,
  type StageStates,
} from '../../../src/qualification/stages/stageStates.ts';
import { microsecondsPerDay } from '../../../src/time/instant.ts';
import { fc } from '../../property/fastCheck.ts';
import { factsOf, fiveStages, type Known, stagesOf } from './machines.ts';

const people = 3;

/** What a program may be changed to between two nights: a stage less, a stage under another name, two stages only. */
const machines: readonly StageMachine[] = [
  fiveStages,
  stagesOf({ ...fiveStages, list: fiveStages.list.filter(({ name }) => name !== 'sales-accepted') }),
  stagesOf({
    ...fiveStages,
    list: fiveStages.list.map((stage) =>
      stage.name === 'marketing-qualified' ? { ...stage, name: 'ready', says: ['marketing-qualified', 'MQL'] } : stage,
    ),
  }),
  stagesOf({ list: [{ name: 'names' }, { name: 'ready', says: ['MQL'], enter: { probability: 0.3 } }] }),
].map(stageMachine);

const words = ['names', 'In profile', 'MQL', 'sales-accepted', 'sales-qualified', 'recycled', 'disqualified'];
const reasons = [null, null, 'timing', 'wrongly scored', 'a fair'];

const known: fc.Arbitrary<Known> = fc.record(
  {
    fit: fc.constantFrom(10, 49.9, 50, 90),
    probability: fc.constantFrom(0.1, 0.2, 0.29, 0.3, 0.6),
    met: fc.record({ budget: fc.boolean(), need: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

type Step =
  | { readonly kind: 'night'; readonly known: readonly Known[]; readonly days: number }
  | {
      readonly kind: 'decide';
      readonly person: number;
      readonly stage: string;
      readonly reason: string | null;
      readonly typed: boolean;
    }
  | { readonly kind: 'erase'; readonly person: number }
  | { readonly kind: 'configure'; readonly machine: number };

const person = fc.nat(people - 1);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('night' as const),
        known: fc.array(known, { minLength: people, maxLength: people }),
        days: fc.constantFrom(0, 1, 7, 40),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('decide' as const),
        person,
        stage: fc.constantFrom(...words),
        reason: fc.constantFrom(...reasons),
        typed: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), person }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('configure' as const), machine: fc.nat(machines.length - 1) }),
    },
  ),
  { maxLength: 40 },
);

/** A move as the record has it: by names, whoever declares them. */
interface Recorded extends Omit<Move, 'to' | 'contact'> {
  readonly person: number;
  readonly from: string;
  readonly to: string;
}

/** What a company sees of its contacts: the record, the CRM's own decisions, and who is there. */
class Company {
  readonly record: Recorded[] = [];
  readonly crm: StageDecision[] = [];
  readonly there = new Set(Array.from({ length: people }, (_, at) => at));
  machine = machines[0]!;
  now = microsecondsPerDay;

  get present(): number[] {
    return [...this.there].sort();
  }

  /** Where everybody who is there stands, from the record alone. */
  states(): StageStates {
    const { present } = this;
    const states = firstStates(present.length);
    for (const { person, to, ...move } of this.record) {
      const contact = present.indexOf(person);
      if (contact >= 0) applyMove(states, { ...move, contact, to: this.machine.stateOf(to) ?? -1 });
    }
    return states;
  }

  /** A night; returns what moved. */
  night(known: readonly Known[]): Recorded[] {
    const { present, machine } = this;
    const states = this.states();
    const before = this.record.length;
    moveContacts(
      machine,
      states,
      {
        at: this.now,
        facts: factsOf(present.map((at) => known[at]!)),
        decisionsOf: (contact) =>
          this.crm.filter((made) => made.contact === present[contact]).map((made) => ({ ...made, contact })),
      },
      (move, from) => this.#note(move, from, present),
    );
    expect(this.states(), 'replaying the record').toEqual(states);
    return this.record.slice(before);
  }

  /** A decision on the command line, which is recorded at once. */
  decide(decision: StageDecision) {
    const { present, machine } = this;
    const states = this.states();
    const contact = present.indexOf(decision.contact);
    const move = moveOf(machine, states, { ...decision, contact });
    if (move) this.#note(move, states.state[contact]!, present);
  }

  #note({ contact, to, ...move }: Move, from: number, present: readonly number[]) {
    const { names } = this.machine;
    this.record.push({ ...move, person: present[contact]!, from: names[from] ?? '', to: names[to]! });
  }
}

/** Whether somebody fulfils what a stage asks, told from the declaration alone. */
function fulfilled(asked: Readonly<Record<string, unknown>>, of: Known): boolean | null {
  const parts = [
    ...(asked.fit === undefined ? [] : [of.fit === undefined ? null : of.fit >= Number(asked.fit)]),
    ...(asked.probability === undefined
      ? []
      : [of.probability === undefined ? null : of.probability >= Number(asked.probability)]),
    ...((asked.met as string[] | undefined) ?? []).map((name) => of.met?.[name] ?? null),
  ];
  return parts.includes(false) ? false : parts.includes(null) ? null : true;
}

function checkNight(company: Company, moved: readonly Recorded[], known: readonly Known[]) {
  const { machine, record } = company;
  const positionOf = (name: string) => machine.stages.findIndex((stage) => stage.name === name);
  for (const move of moved) {
    const knownOf = known[move.person]!;
    if (move.cause === 'rule') {
      const stage = machine.stages[positionOf(move.to)]!;
      expect(positionOf(move.from), 'a rule leads on by one stage').toBe(positionOf(move.to) - 1);
      expect(fulfilled(stage.enter as object as Record<string, unknown>, knownOf), 'the rule of entry').toBe(true);
    }
    if (move.cause === 'exit') {
      expect(positionOf(move.to), 'an exit leads back by one stage').toBe(positionOf(move.from) - 1);
      expect(fulfilled(machine.stages[positionOf(move.from)]!.stay! as Record<string, unknown>, knownOf)).toBe(false);
    }
  }
  for (const [at, person] of company.present.entries()) {
    const state = company.states().state[at]!;
    expect(state, 'everybody stands somewhere').toBeGreaterThanOrEqual(0);
    expect(state).toBeLessThan(machine.names.length);
    const last = record.filter((move) => move.person === person && isDecision(move.cause)).at(-1);
    const decided = last && machine.stateOf(last.to);
    if (!last || typeof decided !== 'number') continue;
    const sinceRemoved = record
      .slice(record.indexOf(last))
      .some((m) => m.person === person && m.cause === 'stage removed');
    if (sinceRemoved) continue;
    if (company.now < last.heldUntil) expect(state, 'who is held stays where a person put it').toBe(decided);
    else if (Number.isNaN(last.heldUntil))
      expect(state, 'no rule leads back behind a person').toBeGreaterThanOrEqual(decided);
  }
}

test('whatever happens: nobody is lost, no rule is passed by, decisions survive, and the record rebuilds it all', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const company = new Company();
      for (const step of drawn) {
        company.now += 1000;
        if (step.kind === 'night') {
          company.now += step.days * microsecondsPerDay;
          checkNight(company, company.night(step.known), step.known);
          expect(company.night(step.known), 'the same night again').toEqual([]);
        } else if (step.kind === 'configure') company.machine = machines[step.machine]!;
        else if (step.kind === 'erase') {
          // Whoever is erased leaves the others as they are, and comes back some day.
          if (!company.there.delete(step.person)) company.there.add(step.person);
        } else if (company.there.has(step.person)) {
          const decision = { ...step, contact: step.person, by: 'Ann', at: company.now - 1 };
          if (step.typed) company.decide(decision);
          else company.crm.push(decision);
        }
      }
    }),
    { numRuns: 400 },
  );
});
