import { accountActivity } from './definitions/accountActivity.ts';
import { accountEngagement } from './definitions/accountEngagement.ts';
import { accountTouchedRate } from './definitions/accountTouchedRate.ts';
import { activeDays } from './definitions/activeDays.ts';
import { amount } from './definitions/amount.ts';
import { amountHabit } from './definitions/amountHabit.ts';
import { attributes } from './definitions/attributes.ts';
import { burst } from './definitions/burst.ts';
import { companySize } from './definitions/companySize.ts';
import { decay } from './definitions/decay.ts';
import { department } from './definitions/department.ts';
import { emailDomain } from './definitions/emailDomain.ts';
import { eventCount } from './definitions/eventCount.ts';
import { eventRecency } from './definitions/eventRecency.ts';
import { furthestStage } from './definitions/furthestStage.ts';
import { gaps } from './definitions/gaps.ts';
import { geography } from './definitions/geography.ts';
import { lastOpportunity } from './definitions/lastOpportunity.ts';
import { lastTouched } from './definitions/lastTouched.ts';
import { momentum } from './definitions/momentum.ts';
import { pairs } from './definitions/pairs.ts';
import { ratios } from './definitions/ratios.ts';
import { regularity } from './definitions/regularity.ts';
import { secondHop } from './definitions/secondHop.ts';
import { seniority } from './definitions/seniority.ts';
import { sequence } from './definitions/sequence.ts';
import { stagePace } from './definitions/stagePace.ts';
import { tenure } from './definitions/tenure.ts';
import { touchCount } from './definitions/touchCount.ts';
import { touchedRate } from './definitions/touchedRate.ts';
import { touchVariety } from './definitions/touchVariety.ts';
import { trend } from './definitions/trend.ts';
import { valueLast } from './definitions/valueLast.ts';
import { valueMax } from './definitions/valueMax.ts';
import { valueSum } from './definitions/valueSum.ts';
import type { FeatureFamily } from './family.ts';

/** Every way of computing features there is, in the order of the columns. */
export const catalogue: readonly FeatureFamily[] = [
  eventCount,
  eventRecency,
  activeDays,
  burst,
  regularity,
  trend,
  momentum,
  ratios,
  pairs,
  valueSum,
  valueMax,
  valueLast,
  decay,
  gaps,
  sequence,
  furthestStage,
  stagePace,
  touchVariety,
  touchCount,
  lastTouched,
  touchedRate,
  accountTouchedRate,
  amount,
  amountHabit,
  accountActivity,
  accountEngagement,
  lastOpportunity,
  secondHop,
  tenure,
  attributes,
  companySize,
  geography,
  seniority,
  department,
  emailDomain,
];

/** Families that cost many columns, or rarely tell more than the others: computed only for a program that names them. */
const onRequest: ReadonlySet<FeatureFamily> = new Set([
  pairs,
  valueMax,
  valueLast,
  decay,
  gaps,
  sequence,
  touchCount,
  secondHop,
]);

/** What a program computes that names no families. */
export const defaultFamilies: readonly FeatureFamily[] = catalogue.filter((family) => !onRequest.has(family));
