import { describe, expect, it } from 'vitest';
import { stagesSchema } from '../../../src/config/stages.ts';
import { moveOf, type StageDecision } from '../../../src/qualification/stages/decisions.ts';
import { moveContacts } from '../../../src/qualification/stages/nightlyMoves.ts';
import { stageMachine } from '../../../src/qualification/stages/stageMachine.ts';
import { applyMove, firstStates, type Move } from '../../../src/qualification/stages/stageStates.ts';
import { microsecondsPerDay } from '../../../src/time/instant.ts';
import { factsOf, fiveStages, type Known, stagesOf } from './machines.ts';

const machine = stageMachine(fiveStages);

/** One contact that is looked at night after night. */
function contact(declared = machine) {
  const states = firstStates(1);
  const decisions: StageDecision[] = [];
  return {
    states,
    night(day: number, known: Known = {}): string[] {
      const moves: string[] = [];
      moveContacts(
        declared,
        states,
        { at: day * microsecondsPerDay, facts: factsOf([known]), decisionsOf: () => decisions },
        ({ to, cause, reason }, from) =>
          moves.push(
            `${declared.names[from]} > ${declared.names[to]}: ${cause}${reason === null ? '' : ` (${reason})`}`,
          ),
      );
      return moves;
    },
    decide(day: number, stage: string, reason: string | null = null) {
      decisions.push({ contact: 0, stage, reason, by: 'Ann', at: day * microsecondsPerDay });
    },
    get stage() {
      return declared.names[states.state[0]!];
    },
  };
}

const ready: Known = { fit: 80, probability: 0.4 };

describe('stages', () => {
  it('lead on one by one, as far as rules do, and say what each asked', () => {
    expect(contact().night(1, { ...ready, met: { budget: true, need: true } })).toEqual([
      'names > in-profile: rule (fit >= 50)',
      'in-profile > marketing-qualified: rule (probability >= 0.3)',
    ]);
  });

  it('let nobody pass a rule that is not fulfilled, or not known', () => {
    expect(contact().night(1, { fit: 40, probability: 0.9 })).toEqual([]);
    expect(contact().night(1, { probability: 0.9 })).toEqual([]);
  });

  it('keep who is between the two thresholds, and send back who falls below the lower one', () => {
    const one = contact();
    one.night(1, ready);
    expect(one.night(2, { fit: 80, probability: 0.25 })).toEqual([]);
    expect(one.night(3, { fit: 80 })).toEqual([]);
    expect(one.night(4, { fit: 80, probability: 0.1 })).toEqual([
      'marketing-qualified > in-profile: exit (probability >= 0.2)',
    ]);
  });

  it('go on from where a person moved a contact to, and never back behind it', () => {
    const one = contact();
    one.decide(1, 'Sales accepted');
    expect(one.night(2, { probability: 0.01 })).toEqual(['names > sales-accepted: person']);
    expect(one.night(3, { probability: 0.01, met: { budget: true, need: true } })).toEqual([
      'sales-accepted > sales-qualified: rule (met: budget, met: need)',
    ]);
    expect(one.night(4, { probability: 0.01, met: { budget: false } })).toEqual([
      'sales-qualified > sales-accepted: exit (met: budget)',
    ]);
    expect(one.night(5, { probability: 0.01 })).toEqual([]);
  });

  it('wait for as long as a return for timing says', () => {
    const one = contact();
    one.night(1, ready);
    one.decide(2, 'sales-accepted');
    one.decide(3, 'in-profile', 'Not now');
    expect(one.night(4, ready)).toEqual([
      'marketing-qualified > sales-accepted: person',
      'sales-accepted > in-profile: timing (Not now)',
    ]);
    expect(one.night(32, ready)).toEqual([]);
    expect(one.night(33, ready)).toEqual(['in-profile > marketing-qualified: rule (probability >= 0.3)']);
  });

  it('keep who was wrongly scored with marketing until a person decides again', () => {
    const one = contact();
    one.night(1, ready);
    one.decide(2, 'wrongly scored');
    expect(one.night(3, ready)).toEqual(['marketing-qualified > in-profile: wrongly scored (wrongly scored)']);
    expect(one.night(900, ready)).toEqual([]);
    one.decide(901, 'in-profile');
    expect(one.night(902, ready)).toEqual(['in-profile > in-profile: person']);
    one.decide(903, 'MQL');
    expect(one.night(904, ready)).toEqual(['in-profile > marketing-qualified: person']);
  });

  it('hold whoever a person put back without saying why', () => {
    const one = contact();
    one.night(1, ready);
    one.decide(2, 'names');
    expect(one.night(3, ready)).toEqual(['marketing-qualified > names: person']);
    expect(one.night(900, ready)).toEqual([]);
  });

  it('bring the recycled back after their wait, and the disqualified never', () => {
    const one = contact();
    one.decide(2, 'recycled');
    expect(one.night(3, ready)).toEqual(['names > recycled: person']);
    expect(one.night(61, ready)).toEqual([]);
    expect(one.night(62, ready)).toEqual([
      'recycled > in-profile: wait over',
      'in-profile > marketing-qualified: rule (probability >= 0.3)',
    ]);
    one.decide(63, 'disqualified');
    expect(one.night(64, ready)).toEqual(['marketing-qualified > disqualified: person']);
    expect(one.night(3000, ready)).toEqual([]);
  });

  it('know nothing of decisions that lie ahead, and take each once', () => {
    const one = contact();
    one.decide(2, 'sales-accepted');
    expect(one.night(2, {})).toEqual([]);
    expect(one.night(2.5, {})).toEqual(['names > sales-accepted: person']);
    expect(one.night(2.5, {})).toEqual([]);
  });

  it('name decisions for what is neither a stage nor a return', () => {
    const unknown: string[] = [];
    moveContacts(
      machine,
      firstStates(1),
      {
        at: 10,
        facts: factsOf([{}]),
        decisionsOf: () => [{ contact: 0, stage: 'subscriber', reason: null, by: 'crm', at: 1 }],
        onUnknown: ({ stage }) => unknown.push(stage),
      },
      () => expect.unreachable(),
    );
    expect(unknown).toEqual(['subscriber']);
  });

  it('begin again where a stage is declared no more, and keep what a person held', () => {
    const states = firstStates(1);
    const held: Move = {
      ...{ contact: 0, to: -1, cause: 'timing', reason: null, actor: 'Ann', at: 1 },
      heldUntil: Number.POSITIVE_INFINITY,
    };
    applyMove(states, held);
    const moves: Move[] = [];
    const night = { at: microsecondsPerDay, facts: factsOf([ready]), decisionsOf: () => [] };
    moveContacts(machine, states, night, (move) => moves.push(move));
    expect(moves).toMatchObject([{ to: 0, cause: 'stage removed', heldUntil: Number.POSITIVE_INFINITY }]);
  });

  it('return to the last stage that rules lead to, where nothing is said', () => {
    const declared = stagesOf({
      list: [{ name: 'names' }, { name: 'ready', enter: { score: 80 } }, { name: 'accepted', enter: 'person' }],
    });
    const decision = { contact: 0, stage: 'Wrongly scored', reason: null, by: 'crm', at: 1 };
    expect(moveOf(stageMachine(declared), firstStates(1), decision)).toMatchObject({ to: 1, cause: 'wrongly scored' });
  });
});

describe('declared stages', () => {
  const refused = (declared: unknown) =>
    stagesSchema.safeParse(declared).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  it.each<[string, unknown, string]>([
    ['one stage', { list: [{ name: 'names' }] }, 'list: '],
    [
      'a first stage with a rule',
      {
        list: [
          { name: 'names', enter: { fit: 3 } },
          { name: 'b', enter: 'person' },
        ],
      },
      'list.0: ',
    ],
    ['a later one without', { list: [{ name: 'names' }, { name: 'b' }] }, 'list.1.enter: '],
    ['a name twice', { list: [{ name: 'names' }, { name: 'names', enter: 'person' }] }, 'list.1.name: '],
    ['a name for a state aside', { list: [{ name: 'names' }, { name: 'recycled', enter: 'person' }] }, 'list.1.name: '],
    [
      'a word with two meanings',
      {
        list: [
          { name: 'names', says: ['MQL'] },
          { name: 'mql', enter: 'person' },
        ],
      },
      'list.1.says: ',
    ],
    [
      'a threshold to stay above the one to enter',
      { list: [{ name: 'names' }, { name: 'b', enter: { probability: 0.2 }, stay: { probability: 0.3 } }] },
      'list.1.stay.probability: ',
    ],
    [
      'a return to no stage',
      { list: [{ name: 'names' }, { name: 'b', enter: 'person' }], timing: { to: 'c' } },
      'timing.to: ',
    ],
    ['a rule that asks nothing', { list: [{ name: 'names' }, { name: 'b', enter: {} }] }, 'list.1.enter: '],
  ])('may not have %s', (_, declared, start) => {
    expect(refused(declared)?.[0]).toMatch(new RegExp(`^${start.replaceAll('.', '\\.')}`));
  });
});
