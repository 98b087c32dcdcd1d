import type { Program } from '../config/schema.ts';
import type { FamilySettings } from '../tuning/settings.ts';

/** What of a program decides about its models. */
export type ModelProgram = Pick<Program, 'horizonDays' | 'seed' | 'calibration'> & {
  readonly features: Pick<Program['features'], 'highCardinality'>;
  /** Of families that a search found better ones for; by default those of `defaultSettings`. */
  readonly settings?: Partial<FamilySettings>;
};
