import { expect, test } from 'vitest';
import { stagesSchema } from '../../src/config/stages.ts';
import { decisiveCriteria } from '../../src/qualification/evidence/decisiveCriteria.ts';

const criteria = ['budget', 'authority', 'need'];
const stages = stagesSchema.parse({
  list: [
    { name: 'names' },
    { name: 'marketing', enter: { tier: 'B', met: ['need'] } },
    { name: 'accepted', enter: 'person' },
    { name: 'qualified', enter: { met: ['budget', 'authority'] } },
  ],
});

test.each([
  ['names', [0, 2]],
  ['marketing', [0]],
  ['accepted', [0, 1]],
  ['qualified', [0]],
  ['recycled', [0]],
  [null, [0]],
])('of a contact in %s those decide that are required and that the next stage asks for', (stage, decisive) =>
  expect(decisiveCriteria(criteria, [0], stages)(stage)).toEqual(decisive),
);

test('without stages those decide that are required', () =>
  expect(decisiveCriteria(criteria, [1, 2], null)(null)).toEqual([1, 2]));
