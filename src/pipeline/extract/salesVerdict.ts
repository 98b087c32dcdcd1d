import type pg from 'pg';
import type { Program } from '../../config/schema.ts';
import type { Sources } from '../../crm/source.ts';
import { stageMachine } from '../../qualification/stages/stageMachine.ts';
import { givenBack, readWronglyScored, type WronglyScored } from '../../qualification/stages/wronglyScored.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { Tally } from '../../snapshot/tally.ts';
import { type Instant, microsecondsOf } from '../../time/instant.ts';
import type { Slicing } from '../../training/evaluateSlices.ts';
import type { Extract } from './extract.ts';

/** What sales said of the snapshots of an extract. */
export interface SalesVerdict {
  /** To be read beside the extract, in the same snapshot of the database. */
  readonly alsoRead: (client: pg.ClientBase, sources: Sources, population: Population) => Promise<void>;
  /** The people whom sales gave back as wrongly scored, apart from all others: counted and shown, and no outcome. Empty where there are none. */
  slicings(read: Pick<Extract, 'snapshots' | 'population' | 'program'>): readonly Slicing[];
}

/** Whom sales gave back as wrongly scored before an instant, by the stages that the program declares; nobody where it declares none. */
export function salesVerdict(name: string, { stages }: Program, knownBefore: Instant): SalesVerdict {
  let wronglyScored: WronglyScored | null = null;
  return {
    alsoRead: async (client, sources, population) => {
      if (stages === undefined) return;
      const reading = { client, sources, knownBefore, anomalies: new Tally<string>(), ofToday: false };
      const contactOf = indexOfIds(population.contacts.ids);
      wronglyScored = await readWronglyScored(reading, name, stageMachine(stages), contactOf);
    },
    slicings: ({ snapshots, population, program }) => {
      const column =
        wronglyScored &&
        givenBack(wronglyScored, snapshots, population.contacts.ids.length, microsecondsOf(program.horizonDays));
      return column === null ? [] : [{ title: 'what sales said within the horizon', column }];
    },
  };
}
