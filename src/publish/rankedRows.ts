import type pg from 'pg';
import { type CopyWriter, copyIn } from '../database/copyIn.ts';
import type { Ranking, Standing } from '../ranking/ranking.ts';
import { ContentHash } from './contentHash.ts';
import { storedOverride } from './storedStanding.ts';

const contactColumns = [
  ...['unit_id', 'program', 'run_id', 'contact_id', 'account_id', 'contact_name', 'account_name', 'title', 'rank'],
  ...['probability', 'score', 'tier', 'margin', 'base_margin', 'reasons', 'as_of', 'horizon_ends'],
];

/** Left out where nothing stands beside any probability: a row without them is worked by rank. */
const standingColumns = ['position', 'held_by', 'stage', 'fit', 'grid', 'override', 'segment', 'next_question'];

const accountColumns = [
  ...['account_id', 'program', 'run_id', 'account_name', 'domain', 'rank', 'probability', 'score', 'tier'],
  ...[
    'eligible_contacts',
    'expected_conversions',
    'best_contact_id',
    'reasons',
    'momentum',
    'activity',
    'buying_group',
  ],
];

/** What was written of a ranking. */
export interface WrittenRanking {
  readonly contacts: number;
  readonly accounts: number;
  readonly contentHash: string;
}

/** Streams a ranking into the tables of ranked rows under a run, in the caller's transaction. */
export async function writeRanking(
  client: pg.ClientBase,
  program: string,
  runId: string,
  ranking: Ranking,
  signal: AbortSignal | undefined,
): Promise<WrittenRanking> {
  const hash = new ContentHash();
  const contacts = await copyIn(
    client,
    {
      schema: 'handraise',
      table: 'ranked_contact',
      columns: ranking.isPlain ? contactColumns : [...contactColumns, ...standingColumns],
    },
    (write) => contactRows(write, program, runId, ranking, hash),
    signal,
  );
  const accounts = await copyIn(
    client,
    { schema: 'handraise', table: 'ranked_account', columns: accountColumns },
    (write) => accountRows(write, program, runId, ranking, hash),
    signal,
  );
  return { contacts, accounts, contentHash: hash.digest() };
}

function* contactRows(write: CopyWriter, program: string, runId: string, ranking: Ranking, hash: ContentHash) {
  for (const row of ranking.contacts) {
    hash.contact(row);
    write.text(row.unitId);
    write.text(program);
    write.text(runId);
    write.text(row.contactId);
    write.text(row.accountId);
    write.text(row.contactName);
    write.text(row.accountName);
    write.text(row.title);
    write.integer(row.rank);
    write.float(row.probability);
    write.smallint(row.score);
    write.text(row.tier);
    write.float(row.margin);
    write.float(row.baseMargin);
    write.json(row.reasons);
    write.instant(row.asOf);
    write.instant(row.horizonEnds);
    if (!ranking.isPlain) writeStanding(write, row.standing);
    yield;
  }
}

function writeStanding(write: CopyWriter, standing: Standing): void {
  const { position, heldBy, override } = standing;
  write.integer(position);
  // Most have nothing to say of most of these: NULL takes no room.
  write.json(heldBy.length === 0 ? null : heldBy);
  write.text(standing.stage);
  write.float(standing.fit ?? Number.NaN);
  write.text(standing.grid);
  write.json(override && storedOverride(override));
  write.text(standing.segment);
  write.json(standing.nextQuestion);
}

function* accountRows(write: CopyWriter, program: string, runId: string, ranking: Ranking, hash: ContentHash) {
  for (const row of ranking.accounts) {
    hash.account(row);
    write.text(row.accountId);
    write.text(program);
    write.text(runId);
    write.text(row.accountName);
    write.text(row.domain);
    write.integer(row.rank);
    write.float(row.probability);
    write.smallint(row.score);
    write.text(row.tier);
    write.integer(row.eligibleContacts);
    write.float(row.expectedConversions);
    write.text(row.bestContactId);
    write.json(row.reasons);
    write.text(row.momentum);
    write.json(row.activity);
    write.json(row.buyingGroup);
    yield;
  }
}
