import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from './markdownTable.ts';

/** Views and tables that readers use, and the type of each column, in order. */
export const views = {
  candidate: {
    program: 'text',
    run_id: 'text',
    rank: 'integer',
    contact_id: 'text',
    contact_name: 'text',
    title: 'text',
    account_id: 'text',
    account_name: 'text',
    probability: 'double precision',
    score: 'smallint',
    tier: 'text',
    reasons: 'jsonb',
    margin: 'double precision',
    base_margin: 'double precision',
    as_of: 'timestamp with time zone',
    horizon_ends: 'timestamp with time zone',
    model_id: 'text',
    model_family: 'text',
    fallback: 'boolean',
    published_at: 'timestamp with time zone',
    position: 'integer',
    held_by: 'jsonb',
    stage: 'text',
    fit: 'double precision',
    grid: 'text',
    override: 'jsonb',
    segment: 'text',
    next_question: 'jsonb',
  },
  account_candidate: {
    program: 'text',
    run_id: 'text',
    rank: 'integer',
    account_id: 'text',
    account_name: 'text',
    domain: 'text',
    probability: 'double precision',
    score: 'smallint',
    tier: 'text',
    eligible_contacts: 'integer',
    expected_conversions: 'double precision',
    best_contact_id: 'text',
    reasons: 'jsonb',
    as_of: 'timestamp with time zone',
    model_id: 'text',
    model_family: 'text',
    fallback: 'boolean',
    published_at: 'timestamp with time zone',
    momentum: 'text',
    activity: 'jsonb',
    buying_group: 'jsonb',
  },
  rank_change: {
    program: 'text',
    run_id: 'text',
    previous_run_id: 'text',
    contact_id: 'text',
    account_id: 'text',
    change: 'text',
    rank_before: 'integer',
    rank_now: 'integer',
    probability_before: 'double precision',
    probability_now: 'double precision',
    score_before: 'smallint',
    score_now: 'smallint',
    tier_before: 'text',
    tier_now: 'text',
    gone_reason: 'text',
    margin_change: 'double precision',
    activity: 'double precision',
    ageing: 'double precision',
    profile: 'double precision',
    model: 'double precision',
    as_of_before: 'timestamp with time zone',
    as_of_now: 'timestamp with time zone',
  },
  stage_transition: {
    contact_id: 'text',
    program: 'text',
    number: 'integer',
    from_stage: 'text',
    to_stage: 'text',
    cause: 'text',
    reason: 'text',
    actor: 'text',
    at: 'timestamp with time zone',
    held_until: 'timestamp with time zone',
    tier: 'text',
    run_id: 'text',
  },
  service_level: {
    contact_id: 'text',
    program: 'text',
    run_id: 'text',
    stage: 'text',
    handed_over_at: 'timestamp with time zone',
    deadline: 'timestamp with time zone',
    state: 'text',
    acted_at: 'timestamp with time zone',
    tier: 'text',
  },
  evidence: {
    program: 'text',
    run_id: 'text',
    contact_id: 'text',
    criterion: 'text',
    state: 'text',
    met: 'boolean',
    value: 'text',
    source: 'text',
    dated: 'timestamp with time zone',
    expires: 'timestamp with time zone',
    age_days: 'double precision',
    pieces: 'jsonb',
    required: 'boolean',
    place: 'integer',
  },
  segment: {
    program: 'text',
    run_id: 'text',
    segment: 'text',
    place: 'integer',
    title: 'text',
    nurture: 'text',
    contacts: 'integer',
  },
  override: {
    program: 'text',
    override_id: 'bigint',
    contact_id: 'text',
    direction: 'text',
    reason: 'text',
    since: 'timestamp with time zone',
    until: 'timestamp with time zone',
    decided_by: 'text',
    recorded_at: 'timestamp with time zone',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

const folder = join(import.meta.dirname, '../../sql/migrations');

/** The comment of each column of a view, as the migrations leave it. */
export function viewComments(view: keyof typeof views): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  for (const file of globSync('*.sql', { cwd: folder }).sort())
    for (const [, of, column, text] of readFileSync(join(folder, file), 'utf8').matchAll(
      /COMMENT ON COLUMN handraise\.(\w+)\.(\w+) IS\s+'((?:[^']|'')*)';/g,
    ))
      if (of === view) comments.set(column!, text!.replaceAll("''", "'"));
  return comments;
}

/** The columns of each view as a table of docs/reference/published-views.md. */
export const viewTables = Object.fromEntries(
  (Object.keys(views) as (keyof typeof views)[]).map((view) => {
    const comments = viewComments(view);
    return [
      view,
      markdownTable(
        ['column', 'type', 'meaning'],
        Object.entries(views[view]).map(([column, type]) => [`\`${column}\``, type, comments.get(column) ?? '']),
      ),
    ];
  }),
);
