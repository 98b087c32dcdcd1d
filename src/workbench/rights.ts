import type { DatabaseHandle } from '../database/connection.ts';
import { type Right, requireRights } from '../database/rights.ts';

const run: readonly Right[] = [
  { table: 'run', may: 'INSERT' },
  { table: 'run', may: 'UPDATE' },
  { table: 'ledger', may: 'INSERT' },
  { table: 'run_profile', may: 'INSERT' },
];

const model: readonly Right[] = [{ table: 'model', may: 'INSERT' }];

const decision: readonly Right[] = [
  {
    table: 'decision',
    may: 'INSERT',
    columns: ['program', 'action', 'model_id', 'previous_model_id', 'reason', 'gates'],
  },
];

const promotion: readonly Right[] = [
  { table: 'champion', may: 'INSERT' },
  { table: 'champion', may: 'UPDATE' },
  ...decision,
];

const acceptance: readonly Right[] = [
  { table: 'accepted_gate', may: 'INSERT', columns: ['program', 'run_id', 'gate', 'reason', 'findings'] },
];

const profiling: readonly Right[] = [
  { table: 'profile', may: 'INSERT', columns: ['program', 'profile_id', 'version', 'as_of', 'profile'] },
];

const publication: readonly Right[] = [
  { table: 'ranked_contact', may: 'INSERT' },
  { table: 'ranked_account', may: 'INSERT' },
  { table: 'gone_contact', may: 'INSERT' },
  { table: 'margin_change', may: 'INSERT' },
  { table: 'published', may: 'INSERT' },
  { table: 'published', may: 'UPDATE' },
];

const qualification: readonly Right[] = [
  { table: 'criterion', may: 'INSERT' },
  { table: 'ranked_evidence', may: 'INSERT' },
];

const override: readonly Right[] = [
  {
    table: 'override',
    may: 'INSERT',
    columns: ['program', 'contact_id', 'direction', 'reason', 'since', 'until'],
  },
];

const segments: readonly Right[] = [{ table: 'segment', may: 'INSERT' }];

const stages: readonly Right[] = [{ table: 'stage_transition', may: 'INSERT' }];

const serviceLevels: readonly Right[] = [
  { table: 'service_level', may: 'INSERT' },
  { table: 'service_level', may: 'DELETE' },
];

/** What each kind of work does in schema `handraise` beside reading it. */
const needs = {
  training: [...run, ...model],
  recalibrating: [...run, ...model],
  scoring: [...run, ...publication],
  qualifying: qualification,
  segmenting: segments,
  overriding: override,
  profiling,
  'moving contacts from stage to stage': stages,
  'deciding about stages': stages,
  'watching service levels': serviceLevels,
  'accepting gates': acceptance,
  promoting: promotion,
  'publishing a flat file': [...run, ...model, ...promotion, ...publication],
  'adopting models': model,
} as const satisfies Readonly<Record<string, readonly Right[]>>;

/**
 * Makes sure, before some work begins, that the role may do what it ends with.
 *
 * @throws HandraiseError `permission`, with the GRANTs that are missing.
 */
export async function requireRightsFor(
  handle: DatabaseHandle,
  ...work: readonly (keyof typeof needs)[]
): Promise<void> {
  const rights = work.flatMap<Right>((kind) => needs[kind]);
  await requireRights(handle, work.join(' and '), rights);
}
