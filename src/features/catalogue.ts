import { accountActivity } from './definitions/accountActivity.ts';
import { activeDays } from './definitions/activeDays.ts';
import { attributes } from './definitions/attributes.ts';
import { department } from './definitions/department.ts';
import { emailDomain } from './definitions/emailDomain.ts';
import { eventCount } from './definitions/eventCount.ts';
import { eventRecency } from './definitions/eventRecency.ts';
import { seniority } from './definitions/seniority.ts';
import { tenure } from './definitions/tenure.ts';
import { trend } from './definitions/trend.ts';
import { valueSum } from './definitions/valueSum.ts';
import type { FeatureFamily } from './family.ts';

/** Every way of computing features there is, in the order of the columns. */
export const catalogue: readonly FeatureFamily[] = [
  eventCount,
  eventRecency,
  activeDays,
  trend,
  valueSum,
  accountActivity,
  tenure,
  attributes,
  seniority,
  department,
  emailDomain,
];
