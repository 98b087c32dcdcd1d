import { type EntityName, entityNames } from '../../config/entity.ts';
import type { Program, Source } from '../../config/schema.ts';
import type { Readings } from '../../monitor/profile.ts';
import type { Recounted } from '../../monitor/recount.ts';
import { canonicalJson } from '../../numeric/canonicalJson.ts';
import { sha256Hex } from '../../numeric/hash.ts';

/** SHA-256 of what decides which rows there are of each entity: its mapping but for attributes, and which of its rows the program takes. */
export function readingsOf(source: Source, { outcome, eligibility }: Program): Readings {
  const taken: Partial<Record<EntityName, unknown>> = {
    outcome: outcome.kind,
    suppression: eligibility.suppressionChannels,
  };
  const hashOf = (entity: EntityName) => {
    const { attributes: _attributes, ...relation } = source[entity] ?? {};
    return sha256Hex(canonicalJson(JSON.parse(JSON.stringify({ relation, taken: taken[entity] }))));
  };
  return Object.fromEntries(entityNames.map((entity) => [entity, hashOf(entity)])) as Record<EntityName, string>;
}

/** Entities that decide about the number of rows of each source. */
const behind: Readonly<Record<Recounted, readonly EntityName[]>> = {
  contacts: ['contact'],
  accounts: ['account'],
  outcomes: ['contact', 'outcome'],
  opportunities: ['contact', 'account', 'opportunity', 'opportunityContact'],
  suppressions: ['contact', 'account', 'suppression'],
  events: ['event'],
  columns: entityNames,
};

/** What the two do not read in the same way. */
export function readOtherwise(one: Readings | null, other: Readings): ReadonlySet<Recounted> {
  const names = Object.keys(behind) as Recounted[];
  return new Set(names.filter((name) => behind[name].some((entity) => one?.[entity] !== other[entity])));
}
