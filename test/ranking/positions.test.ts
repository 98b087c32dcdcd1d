import { expect, test } from 'vitest';
import { rank } from '../../src/ranking/rank.ts';
import { plainStanding, type Standings } from '../../src/ranking/standing.ts';
import { fc } from '../property/fastCheck.ts';
import { scored } from './scored.ts';

type Place = ReturnType<Standings['place']>;

const contacts = fc
  .array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom<Place>('up', 'rank', 'rank', 'down', 'off')),
    { maxLength: 40 },
  )
  .map((rows) => rows.map(([probability, place], i) => ({ id: `c${i}`, account: -1, probability, place })));

test('those moved up are worked first, those moved down last, those held never, each by rank; nothing else changes', () => {
  fc.assert(
    fc.property(contacts, (rows) => {
      const standings: Standings = { place: (row) => rows[row]!.place, of: () => plainStanding };
      const listed = [...rank({ ...scored(rows), standings }).contacts];
      const placeOf = (id: string) => rows.find((row) => row.id === id)!.place;
      const worked = listed
        .filter(({ standing }) => standing.position !== null)
        .sort((a, b) => a.standing.position! - b.standing.position!);
      expect(worked.map(({ standing }) => standing.position)).toEqual(worked.map((_, i) => i + 1));
      const expected = (['up', 'rank', 'down'] as const).flatMap((place) =>
        listed.filter(({ contactId }) => placeOf(contactId) === place),
      );
      expect(worked.map(({ contactId }) => contactId)).toEqual(expected.map(({ contactId }) => contactId));
      const plain = [...rank(scored(rows)).contacts];
      const without = ({ standing: _, ...rest }: (typeof plain)[number]) => rest;
      expect(listed.map(without)).toEqual(plain.map(without));
      expect(plain.map(({ standing, rank: at }) => standing.position === at)).not.toContain(false);
    }),
  );
});
