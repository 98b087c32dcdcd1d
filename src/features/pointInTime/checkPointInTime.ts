import type { Source } from '../../config/schema.ts';
import { Random } from '../../numeric/random.ts';
import type { FeatureFamily } from '../family.ts';
import { type FeatureDefinition, familyOf } from '../featureDefinition.ts';
import type { InventedWorld } from './draw.ts';
import { findLeak, type PointInTimeLeak } from './findLeak.ts';
import { inventHistory } from './inventHistory.ts';

/** Attributes of contacts or of accounts by name, as `source.contact.attributes` declares them. */
export type DeclaredAttributes = NonNullable<Source['contact']>['attributes'];

/** What a definition is tried on. */
export interface PointInTimeOptions {
  /** Attributes of contacts and accounts, as `source.contact.attributes` declares them; by default a few of every availability. */
  readonly attributes?: { readonly contact?: DeclaredAttributes; readonly account?: DeclaredAttributes };
  /** Kinds of events that occur; by default e-mails, page views and webinars. */
  readonly kinds?: readonly string[];
  /** By default several sets of windows, one per history. */
  readonly lookbackDays?: readonly number[];
  /** How many histories; 500 by default. */
  readonly histories?: number;
  readonly seed?: number;
}

/** What histories consist of where nothing else is said. */
export const defaultWorld: InventedWorld = {
  declared: declaredOf({
    contact: {
      source: { type: 'category', availability: 'created-with' },
      stage: { type: 'category', availability: 'current-state' },
      score: { type: 'number', availability: 'history' },
    },
    account: {
      industry: { type: 'category', availability: 'stable' },
      employees: { type: 'number', availability: 'stable' },
      country: { type: 'category', availability: 'stable' },
      plan: { type: 'category', availability: 'history' },
    },
  }),
  kinds: ['email_open', 'email_click', 'page_view', 'webinar_registered', 'webinar_attended'],
  properties: ['content', 'campaign'],
  amounts: ['order'],
  stages: ['page_view', 'webinar_registered', 'webinar_attended'],
  lookbackDays: [[7, 30, 90], [1], [0.5, 1.5, 30], [3, 10], [2, 5, 20, 60]],
};

/**
 * Tries a definition of the company's own on invented histories that fork: the same past, two different futures. What it says of a
 * date before the fork must be the same, byte for byte, whatever happens after it.
 *
 * It finds leaks by trying, so it can prove one but not that there is none.
 *
 * @returns the first leak, null where none was found.
 * @param definition the feature to try
 * @param options what the invented histories hold: kinds of events, attributes, windows
 * @throws HandraiseError `config` naming the feature when its function fails.
 * @example
 * const always = defineFeature({
 *   name: 'always',
 *   version: 1,
 *   type: 'number',
 *   availability: 'event-time',
 *   sentence: 'always one',
 *   needs: ['event'],
 *   values: () => () => 1,
 * });
 * checkPointInTime(always, { kinds: ['login'] }) // null
 */
export function checkPointInTime(
  definition: FeatureDefinition,
  options: PointInTimeOptions = {},
): PointInTimeLeak | null {
  return checkFamilies([familyOf(definition)], options);
}

/** The same of families of the catalogue. */
export function checkFamilies(
  families: readonly FeatureFamily[],
  options: PointInTimeOptions = {},
): PointInTimeLeak | null {
  const { histories = 500, seed = 1, kinds = defaultWorld.kinds, lookbackDays, attributes } = options;
  const world: InventedWorld = {
    declared: attributes ? declaredOf(attributes) : defaultWorld.declared,
    kinds,
    properties: defaultWorld.properties,
    amounts: defaultWorld.amounts,
    stages: defaultWorld.stages,
    lookbackDays: lookbackDays ? [lookbackDays] : defaultWorld.lookbackDays,
  };
  const random = new Random(seed);
  for (let i = 0; i < histories; i++) {
    const leak = findLeak(families, inventHistory(random.fork(String(i)), world), world);
    if (leak) return leak;
  }
  return null;
}

function declaredOf({ contact = {}, account = {} }: NonNullable<PointInTimeOptions['attributes']>) {
  const listed = (attributes: DeclaredAttributes) =>
    Object.entries(attributes).map(([name, attribute]) => ({ name, attribute }));
  return { contact: listed(contact), account: listed(account) };
}
