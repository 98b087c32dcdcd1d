import { expect, test } from 'vitest';
import { segmentsSchema } from '../../src/config/segments.ts';
import type { CriterionStates } from '../../src/qualification/evidence/criterionStates.ts';
import type { CriterionState } from '../../src/qualification/evidence/nextQuestion.ts';
import { standingsOf } from '../../src/qualification/standings.ts';
import { rank } from '../../src/ranking/rank.ts';
import type { Override } from '../../src/ranking/standing.ts';
import { fc } from '../property/fastCheck.ts';
import { asOf, scored } from '../ranking/scored.ts';

const names = ['budget', 'authority'];

const isAside = (stage: string) => stage === 'recycled' || stage === 'disqualified';
const segments = segmentsSchema.parse([
  { name: 'held', nurture: 'letters', when: { onList: false } },
  { name: 'worked', nurture: 'calls' },
]);

const people = fc.array(
  fc.record({
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
    states: fc.tuple(...names.map(() => fc.constantFrom<CriterionState>('met', 'not met', 'unknown', 'contradicted'))),
    stage: fc.constantFrom('names', 'accepted', 'recycled', 'disqualified'),
    direction: fc.constantFrom<Override['direction'] | null>('up', 'down', 'never', null, null),
  }),
  { minLength: 1, maxLength: 30 },
);

test('no answer, override, stage or segment changes a rank, a probability or a score; whoever is held is counted for one reason', () => {
  fc.assert(
    fc.property(people, fc.subarray([0, 1]), (rows, required) => {
      const states: CriterionStates = { of: (row) => rows[row]!.states, counts: [] };
      const overrides = new Map(
        rows.flatMap(({ direction }, i) =>
          direction === null ? [] : [[i, { direction, reason: 'r', by: 'Ada', since: asOf, until: null }] as const],
        ),
      );
      const contact = Int32Array.from(rows.keys());
      const { standings, summary } = standingsOf({
        ...{ contact, criteria: { states, names, required }, questions: null, overrides },
        stages: { stageOf: (row) => rows[row]!.stage, isAside: (row) => isAside(rows[row]!.stage) },
        segments: { list: segments, probability: (row) => rows[row]!.probability, tier: () => 'B' },
      });
      const input = scored(rows.map(({ probability }, i) => ({ id: `c${i}`, account: i % 3, probability })));
      const plain = rank(input);
      const beside = rank({ ...input, standings });
      expect([...beside.accounts]).toEqual([...plain.accounts]);
      expect(beside.expectedConversions).toBe(plain.expectedConversions);
      for (const [i, row] of [...beside.contacts].entries()) {
        const { standing, ...rest } = row;
        const { standing: _, ...before } = [...plain.contacts][i]!;
        expect(rest).toEqual(before);
        const person = rows[Number(row.contactId.slice(1))]!;
        const lacking = required.filter((c) => person.states[c] !== 'met').map((c) => names[c]);
        expect(standing.heldBy.flatMap((held) => (held.kind === 'criterion' ? [held.criterion] : []))).toEqual(lacking);
        const held = lacking.length > 0 || person.direction === 'never' || isAside(person.stage);
        expect(standing.heldBy.some(({ kind }) => kind === 'stage')).toBe(isAside(person.stage));
        expect(standing.position === null).toBe(held);
        expect(standing).toMatchObject({ stage: person.stage, segment: held ? 'held' : 'worked' });
        expect(standing.override?.direction ?? null).toBe(person.direction);
      }
      const counted = summary.kept + Object.values(summary.excluded).reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(rows.length);
      expect(summary.kept).toBe([...beside.contacts].filter(({ standing }) => standing.position !== null).length);
    }),
  );
});
