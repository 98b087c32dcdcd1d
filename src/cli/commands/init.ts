import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HandraiseError } from '../../errors.ts';
import type { CommandDefinition } from '../run.ts';

const fileName = 'handraise.config.ts';

export const initCommand: CommandDefinition = {
  name: 'init',
  summary: `write a commented ${fileName} to start from`,
  run: async (_flags, _args, around) => {
    const path = join(around.cwd, fileName);
    await writeFile(path, template, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new HandraiseError('usage', `${path} exists already`, {
        hint: 'edit it, or move it away first',
        cause: error,
      });
    });
    return { data: { path }, text: `${path}\nNext: map your tables in it, then handraise check` };
  },
};

const template = `import { defineConfig } from 'handraise';

export default defineConfig({
  // The connection string is best kept out of this file: DATABASE_URL=postgres://user:password@host/name
  // Without any, an embedded Postgres in .handraise/ is used.

  // Where the company keeps each entity. An entity that is left out is read from what \`handraise import\` loaded.
  // A \`query\` may stand instead of a \`table\`; columns named like the field need no mapping.
  source: {
    // account: {
    //   table: 'crm.companies',
    //   columns: { id: 'company_id', name: 'company_name', domain: 'website', createdAt: 'created' },
    //   attributes: {
    //     industry: { type: 'category', availability: 'stable' },
    //   },
    // },
    // contact: {
    //   table: 'crm.people',
    //   columns: { id: 'person_id', accountId: 'company_id', name: 'full_name', title: 'job_title', createdAt: 'created' },
    //   attributes: {
    //     // stable: never changes; created-with: set on arrival; history: read from attributeHistory;
    //     // current-state (the default): only today's value is known, so it is left out.
    //     source: { type: 'category', availability: 'created-with' },
    //   },
    // },
    // event: {
    //   table: 'crm.activities',
    //   columns: { id: 'activity_id', contactId: 'person_id', occurredAt: 'happened_at', ingestedAt: 'loaded_at', kind: 'activity' },
    // },
    // outcome: {
    //   query: "SELECT person_id AS contact_id, submitted AS occurred_at FROM crm.forms WHERE form = 'demo request'",
    // },
    // opportunity: { table: 'crm.deals', columns: { createdAt: 'opened', closedAt: 'closed' } },
    // suppression: { table: 'crm.opt_outs', columns: { contactId: 'person_id', since: 'opted_out_at' } },
  },

  programs: {
    default: {
      title: 'Who will raise their hand?',
      // The label: an outcome within so many days of a snapshot.
      horizonDays: 60,
      // Snapshots at the start of every month; or { daysAfterCreation: 14 }.
      cutoffs: { every: 'month' },
      lookbackDays: [7, 30, 90],
    },
  },
});
`;
