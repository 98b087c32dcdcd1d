import { learnProfile } from '../../src/qualification/profile/learnProfile.ts';
import type { Profile } from '../../src/qualification/profile/profile.ts';
import { plantedCompanies } from '../qualification/profile/plantedCompanies.ts';

/** A profile learned of invented companies. @param name what a value, the title or a department is called. */
export function sampleProfile(planted: boolean, name: (of: string) => string): Profile {
  const { columns, people } = plantedCompanies(2500, 1, { planted });
  const named = columns.map((column) => ({
    ...column,
    name: `raw:${column.name}`,
    levels: column.levels.map(name),
  }));
  const { table, pairs, fit, personas, strengths } = learnProfile(named, people, 1);
  return {
    ...{ version: 1, program: 'default', title: name('title'), outcome: 'demo request', horizonDays: 60 },
    ...{ asOf: 1e15, from: 9e14, to: 1e15, people: people.won.length, won: 200 },
    attributes: table.map((lifts) => ({ ...lifts, sentence: lifts.attribute.slice('raw:'.length) })),
    ...{ leftOut: [], pairs, fit, personas, strengths },
    buyingGroup: { won: 20, departments: [{ value: name('department'), won: 0.9, all: 0.2 }], seniorities: [] },
  };
}
