import { HandraiseError } from '../errors.ts';
import { arranged, type UsualReasons, usualReasons } from '../explain/arrange.ts';
import type { Explanation } from '../explain/reason.ts';
import { explainedRows, headOfList } from './explainedRows.ts';
import { positions } from './positions.ts';
import type { RankedContact, RankedRows } from './ranking.ts';
import type { RankingInput } from './rankingInput.ts';
import { scoreOf } from './score.ts';
import { plainStandingAt, type Standing } from './standing.ts';
import { tierOf } from './tier.ts';

/** How far reasons may be from the margin by rounding, relative to the larger of it and 1. */
const tolerance = 1e-9;

/**
 * Contacts in rank order, explained while they are walked.
 *
 * @param order rows of the input by rank; see `rankOrder`.
 * @throws HandraiseError `unexpected` while walking, when reasons do not add up to a margin.
 */
export function rankContacts(input: RankingInput, order: Int32Array): RankedRows<RankedContact> {
  const { standings } = input;
  const placed = standings && positions(order, standings);
  const standingOf = (row: number, rank: number): Standing =>
    standings && placed ? { position: placed[rank - 1] || null, ...standings.of(row) } : plainStandingAt(rank);
  return {
    length: order.length,
    *[Symbol.iterator]() {
      let rank = 0;
      const usual = usualReasons(order.length > 0 ? input.explain(order.subarray(0, headOfList)) : []);
      for (const [row, explanation] of explainedRows(order, input.explain)) {
        rank++;
        yield rankedContact(input, row, rank, explanation, usual, standingOf(row, rank));
      }
    },
  };
}

function rankedContact(
  input: RankingInput,
  row: number,
  rank: number,
  { base, reasons }: Explanation,
  usual: UsualReasons,
  standing: Standing,
): RankedContact {
  const { contacts, accounts, currentAccount } = input.population;
  const contact = input.snapshots.contact[row]!;
  const account = currentAccount[contact]!;
  const contactId = contacts.ids[contact]!;
  const accountId = accounts.ids[account] ?? null;
  const asOf = input.snapshots.asOf[row]!;
  const margin = input.margins[row]!;
  const probability = input.probabilities[row]!;
  const score = scoreOf(probability, input.reference);
  const explained = reasons.reduce((sum, reason) => sum + reason.contribution, base);
  if (!(Math.abs(explained - margin) <= tolerance * Math.max(1, Math.abs(margin))))
    throw new HandraiseError('unexpected', `the reasons of contact ${contactId} add up to ${explained}, not ${margin}`);
  return {
    rank,
    contactId,
    contactName: contacts.name[contact] ?? null,
    title: contacts.title[contact] ?? null,
    accountId,
    accountName: accounts.name[account] ?? null,
    unitId: accountId ?? contactId,
    probability,
    score,
    tier: input.tiers?.tier(contactId, probability) ?? tierOf(score),
    margin,
    baseMargin: base,
    reasons: arranged(reasons, usual),
    asOf,
    horizonEnds: asOf + input.horizon,
    standing,
  };
}
