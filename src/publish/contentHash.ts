import { createHash } from 'node:crypto';
import type { RankedAccount, RankedContact, Reason } from '../ranking/ranking.ts';

/**
 * SHA-256 of a ranking's content, fed row by row in rank order.
 *
 * Covers who is listed where, how likely and why; neither run, model nor any instant, so that the
 * same ranking published again has the same hash. Rows are hashed as JSON, in which a finite number
 * has one shortest form and nothing runs together.
 */
export class ContentHash {
  private readonly hash = createHash('sha256');

  contact(row: RankedContact): void {
    this.add('contact', [
      ...[row.rank, row.contactId, row.contactName, row.title, row.accountId, row.accountName, row.unitId],
      ...[row.probability, row.score, row.tier, row.margin, row.baseMargin],
      ...reasonValues(row.reasons),
      ...(isPlain(row) ? [] : [JSON.stringify(row.standing)]),
    ]);
  }

  account(row: RankedAccount): void {
    this.add('account', [
      ...[row.rank, row.accountId, row.accountName, row.domain, row.probability, row.score, row.tier],
      ...[row.eligibleContacts, row.expectedConversions, row.bestContactId],
      ...reasonValues(row.reasons),
      ...besideValues(row),
    ]);
  }

  /** 64 hexadecimal digits; nothing can be added afterwards. */
  digest(): string {
    return this.hash.digest('hex');
  }

  private add(kind: string, values: readonly (string | number | null)[]): void {
    this.hash.update(`${JSON.stringify([kind, ...values])}\n`);
  }
}

/** Whether nothing stands beside the probability: such a row hashes as it did before anything could. */
function isPlain({ rank, standing }: RankedContact): boolean {
  const { position, heldBy, stage, fit, grid, override, segment, nextQuestion } = standing;
  return (
    position === rank &&
    heldBy.length === 0 &&
    stage === null &&
    fit === null &&
    grid === null &&
    override === null &&
    segment === null &&
    nextQuestion === null
  );
}

/** What stands beside the probability; nothing where nothing does, as before anything could. */
function besideValues({ momentum, activity, buyingGroup }: RankedAccount): (string | null)[] {
  if (activity === null && buyingGroup === null) return [];
  return [momentum, JSON.stringify(activity), JSON.stringify(buyingGroup)];
}

function reasonValues(reasons: readonly Reason[]): (string | number | null)[] {
  return reasons.flatMap(({ group, contribution, sentence, similar, apart }) => [
    ...[group, contribution, sentence],
    ...(similar ? [similar.cases, similar.rate, similar.overall] : []),
    apart ?? null,
  ]);
}
