import { instantSql } from '../../database/instantSql.ts';
import { textArray } from '../../database/textArray.ts';
import type { Instant } from '../../time/instant.ts';
import type { Sources } from '../source.ts';
import { judgedEvents } from './machineEvents.ts';
import { type MachineRule, machineRules } from './machineRules.ts';

/** How many opens and clicks there are, and how many of them are by machines. */
export interface MachineShares {
  readonly events: number;
  readonly found: number;
  /** Whether they are still used. */
  readonly kept: boolean;
  /** Those of each rule that found any, in the order of the rules. */
  readonly rules: readonly { readonly rule: MachineRule['code']; readonly events: number }[];
  /** Domains with most of them, and how many opens and clicks there are. */
  readonly domains: readonly { readonly domain: string; readonly events: number; readonly found: number }[];
}

/** Domains that are named. */
const mostDomains = 10;

/** Rows of a statement, in a transaction that sees one instant of the database. */
export type RowsOf = <Row>(statement: string) => Promise<readonly Row[]>;

/**
 * Counts opens and clicks, and those by machines, by rule and by domain.
 *
 * @param knownBefore only what was known before this instant; by default everything.
 */
export async function readMachineShares(
  rowsOf: RowsOf,
  sources: Sources,
  knownBefore?: Instant,
): Promise<MachineShares> {
  const told = `(${sources.select('event')}) AS source`;
  const known = knownBefore === undefined ? 'true' : `greatest(occurred_at, ingested_at) < ${instantSql(knownBefore)}`;
  const counts = await rowsOf<{
    domain: string | null;
    rule: MachineRule['code'] | null;
    events: number;
    found: number;
  }>(`
    WITH counted AS MATERIALIZED (
      SELECT domain, machine_rule AS rule, count(*) AS events, count(machine_rule) AS found
      FROM (${judgedEvents(sources, told)}) AS judged WHERE ${known} GROUP BY 1, 2
    )
    SELECT NULL AS domain, rule, sum(events)::float8 AS events, sum(found)::float8 AS found FROM counted GROUP BY rule
    UNION ALL (
      SELECT domain, NULL, sum(events)::float8, sum(found)::float8 FROM counted WHERE domain IS NOT NULL
      GROUP BY domain HAVING sum(found) > 0 ORDER BY sum(found) DESC, domain COLLATE "C" LIMIT ${mostDomains}
    )`);
  const byRule = counts.filter(({ domain }) => domain === null);
  const total = (of: 'events' | 'found') => byRule.reduce((sum, row) => sum + row[of], 0);
  return {
    events: total('events'),
    found: total('found'),
    kept: sources.machine?.keep === true,
    rules: machineRules.flatMap(({ code }) => {
      const one = byRule.find(({ rule }) => rule === code);
      return one ? [{ rule: code, events: one.found }] : [];
    }),
    domains: counts.flatMap(({ domain, events, found }) => (domain === null ? [] : [{ domain, events, found }])),
  };
}

/** Kinds that the configuration names as sends, opens or clicks, and of which there is no event. */
export async function absentKinds(rowsOf: RowsOf, sources: Sources): Promise<readonly string[]> {
  const { sends, opens, clicks } = sources.machine!;
  const named = [...sends, ...opens, ...clicks];
  const found = await rowsOf<{ kind: string }>(
    `SELECT DISTINCT kind FROM (${sources.select('event')}) AS event WHERE kind = ANY(${textArray(named)})`,
  );
  return named.filter((kind) => !found.some((one) => one.kind === kind));
}
