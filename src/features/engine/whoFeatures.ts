import type { Sources } from '../../crm/source.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import { Tally } from '../../snapshot/tally.ts';
import { attributeInRole } from '../asOf/attributeInRole.ts';
import { attributes } from '../definitions/attributes.ts';
import { companySize } from '../definitions/companySize.ts';
import { department } from '../definitions/department.ts';
import { emailDomain } from '../definitions/emailDomain.ts';
import { geography } from '../definitions/geography.ts';
import { seniority } from '../definitions/seniority.ts';
import type { Facts } from '../family.ts';
import type { FeatureTable } from '../feature.ts';
import { columnsOfFamily, tableOf } from './computeFeatures.ts';
import { declaredAttributes } from './featurePlan.ts';

/** Families that say who somebody is, and nothing of what anybody did. */
const families = [attributes, companySize, geography, seniority, department, emailDomain];

/**
 * Who somebody is: the features of each row that no event has a part in, whatever the program computes for its model.
 *
 * The number of employees is told by its bands alone.
 *
 * @param made features that were computed already, which are taken as they are
 */
export function whoFeatures(
  of: {
    readonly population: Population;
    readonly snapshots: Snapshots;
    readonly sources: Pick<Sources, 'has' | 'attributes' | 'history'>;
  },
  made?: FeatureTable,
): FeatureTable {
  const facts: Facts = {
    population: of.population,
    snapshots: of.snapshots,
    has: (entity) => of.sources.has(entity),
    declared: declaredAttributes(of.sources),
    activity: null,
    anomalies: new Tally(),
  };
  const employees = attributeInRole(facts, 'account', 'employees');
  const known = new Map(
    made?.features.map((feature, at) => [feature.name, { feature, column: made.table.columns[at]! }]),
  );
  const columns = families.flatMap((family) => {
    const ready = [...known.values()].filter(({ feature }) => feature.family === family.family);
    return ready.length > 0 ? ready : columnsOfFamily(facts, family);
  });
  const isBanded = (name: string) => employees !== undefined && name === `account:${employees.name}`;
  return tableOf(
    of.snapshots.rows,
    columns.filter(({ feature }) => !isBanded(feature.name)),
  );
}
