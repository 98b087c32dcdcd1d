import { z } from 'zod';
import type { Instant } from '../../time/instant.ts';
import type { FitPoints } from './fitPoints.ts';
import type { AttributeLift } from './liftTable.ts';
import type { PairLift } from './pairs.ts';
import type { NumberOfPersonas, Persona } from './personas.ts';

/** Version of the shape of a profile; raised with every change that an older program could misread. */
export const profileVersion = 1;

/** One attribute of a profile, value by value. */
export interface ProfileAttribute extends AttributeLift {
  /** What a marketer calls it. */
  readonly sentence: string;
  /** Where the bands of a number end; absent for a category. */
  readonly ends?: readonly number[];
}

/** Of the accounts that were won, and of all, the share that had somebody of a department, or of a rank, at the date. */
export interface GroupShare {
  readonly value: string;
  readonly won: number;
  readonly all: number;
}

/** Whom one knew at the accounts that were won. */
export interface BuyingGroupNorm {
  /** Accounts that were won. */
  readonly won: number;
  /** The most frequent first. */
  readonly departments: readonly GroupShare[];
  readonly seniorities: readonly GroupShare[];
}

/** What those who were won are like, against all who could be won: an ideal customer profile. Plain JSON. */
export interface Profile {
  readonly version: typeof profileVersion;
  readonly program: string;
  readonly title: string;
  readonly outcome: string;
  readonly horizonDays: number;
  /** What it did not know of this instant and after. */
  readonly asOf: Instant;
  /** The first and the last of the past dates. */
  readonly from: Instant;
  readonly to: Instant;
  /** Contacts, each once, and how many of them were won. */
  readonly people: number;
  readonly won: number;
  readonly attributes: readonly ProfileAttribute[];
  /** Attributes of which it is not sure that a value was known at a past date: what the availability audit leaves out. */
  readonly leftOut: readonly { readonly attribute: string; readonly sentence: string }[];
  /** The most certain first. */
  readonly pairs: readonly PairLift[];
  readonly fit: FitPoints;
  /** The largest first. */
  readonly personas: readonly Persona[];
  readonly strengths: readonly NumberOfPersonas[];
  /** Null where no account was won. */
  readonly buyingGroup: BuyingGroupNorm | null;
}

const plain = z.string();
const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const two = z.tuple([plain, plain]);
const groupShare = z.object({ value: plain, won: share, all: share });

const value = z.object({
  ...{ value: plain, people: count, won: count, rate: share, low: share, high: share, lift: z.number().min(0) },
  ...{ pValue: share.nullable(), qValue: share.nullable(), survives: z.boolean() },
});

const attribute = z.object({
  ...{ attribute: plain, sentence: plain, ends: z.array(z.number()).exactOptional() },
  ...{ unknown: count, values: z.array(value) },
});

const pair = z.object({
  ...{ attributes: two, values: two, people: count, won: count, expected: z.number(), pValue: share, qValue: share },
});

const fit = z.object({
  values: z.array(z.object({ attribute: plain, value: plain, points: z.number() })),
  pairs: z.array(z.object({ attributes: two, values: two, points: z.number() })),
  reference: z.array(z.number()).min(2),
});

const trait = z.object({ attribute: plain, value: plain, share, shareOfAll: share });

/** Shape of a profile as `handraise.profile` holds it. */
export const profileSchema: z.ZodType<Profile> = z.object({
  version: z.literal(profileVersion),
  ...{ program: plain, title: plain, outcome: plain, horizonDays: z.number() },
  ...{ asOf: z.number().int(), from: z.number().int(), to: z.number().int(), people: count, won: count },
  ...{ attributes: z.array(attribute), leftOut: z.array(z.object({ attribute: plain, sentence: plain })) },
  ...{ pairs: z.array(pair), fit },
  personas: z.array(z.object({ people: count, share, traits: z.array(trait) })),
  strengths: z.array(z.object({ k: count, strength: share })),
  buyingGroup: z.object({ won: count, departments: z.array(groupShare), seniorities: z.array(groupShare) }).nullable(),
});
