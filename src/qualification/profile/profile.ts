import { z } from 'zod';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const two = z.tuple([z.string(), z.string()]);

const valueLift = z.object({
  value: z.string(),
  people: count,
  won: count,
  rate: share,
  low: share,
  high: share,
  lift: z.number().min(0),
  pValue: share.nullable(),
  qValue: share.nullable(),
  survives: z.boolean(),
});

const attribute = z.object({
  /** Name of the feature. */
  attribute: z.string(),
  /** What a marketer calls it. */
  sentence: z.string(),
  /** Where the bands of a number end; absent for a category. */
  ends: z.array(z.number()).exactOptional(),
  unknown: count,
  values: z.array(valueLift),
});

const pair = z.object({
  ...{ attributes: two, values: two, people: count, won: count, expected: z.number() },
  ...{ pValue: share, qValue: share },
});

const trait = z.object({ attribute: z.string(), value: z.string(), share, shareOfAll: share });

const groupShare = z.object({ value: z.string(), won: share, all: share });

/** Version of the shape of a profile; raised with every change that an older program could misread. */
export const profileVersion = 1;

/** Shape of a profile as `handraise.profile` holds it. */
export const profileSchema = z.object({
  version: z.literal(profileVersion),
  program: z.string(),
  title: z.string(),
  outcome: z.string(),
  horizonDays: z.number(),
  /** What it did not know of this instant and after. */
  asOf: z.number().int(),
  /** The first and the last of the past dates. */
  ...{ from: z.number().int(), to: z.number().int(), people: count, won: count },
  attributes: z.array(attribute),
  /** Attributes whose value at a past date is not known for sure: what the availability audit leaves out. */
  leftOut: z.array(z.object({ attribute: z.string(), sentence: z.string() })),
  pairs: z.array(pair),
  fit: z.object({
    values: z.array(z.object({ attribute: z.string(), value: z.string(), points: z.number() })),
    pairs: z.array(z.object({ attributes: two, values: two, points: z.number() })),
    reference: z.array(z.number()).min(2),
  }),
  personas: z.array(z.object({ people: count, share, traits: z.array(trait) })),
  strengths: z.array(z.object({ k: count, strength: share, gap: z.number() })),
  /** Of the accounts that were won, and of all, the share that had somebody of a department, and of a rank, at the date; null where there are no accounts. */
  buyingGroup: z.object({ won: count, departments: z.array(groupShare), seniorities: z.array(groupShare) }).nullable(),
});

/** What won customers are like, against all who could be won: an ideal customer profile. Plain JSON. */
export type Profile = z.output<typeof profileSchema>;

/** One attribute of a profile, value by value. */
export type ProfileAttribute = Profile['attributes'][number];
