import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importOptionsSchema } from '../../src/config/schema.ts';

/**
 * Where the public data set relax_adopted is, beside the repository: 12,000 sign-ups of 417 organisations and 207,917
 * log-ins. It carries no licence, so tests that need it skip where it is absent.
 */
const folder = join(import.meta.dirname, '../../../shared/data/relax_adopted');

export const relaxUsers = join(folder, 'takehome_users.csv');
export const relaxEngagement = join(folder, 'takehome_user_engagement.csv');
export const relaxIsThere = existsSync(relaxUsers) && existsSync(relaxEngagement);

/** Added to a test's name where it is skipped. */
export const relaxNote = relaxIsThere ? '' : ' (skipped: ../shared/data/relax_adopted is absent)';

export const relaxContactOptions = importOptionsSchema.parse({
  columns: { id: 'object_id', accountId: 'org_id', createdAt: 'creation_time' },
  attributes: {
    source: 'creation_source',
    mailingList: 'opted_in_to_mailing_list',
    drip: 'enabled_for_marketing_drip',
  },
  encoding: 'latin1',
  dateFormat: 'DD-MM-YYYY HH:mm',
  onBadRow: 'abort',
});

export const relaxEventOptions = importOptionsSchema.parse({
  columns: { contactId: 'user_id', occurredAt: 'time_stamp' },
  constants: { kind: 'login' },
});
