/** What `handraise init` writes. */
export const configFile = 'handraise.config.ts';

/** The program of a configuration for which none was chosen. */
export const defaultProgram = `    default: {
      title: 'Who will raise their hand?',
      // The label: an outcome within so many days of a snapshot.
      horizonDays: 60,
      // Snapshots at the start of every month; or { daysAfterCreation: 14 }.
      cutoffs: { every: 'month' },
      lookbackDays: [7, 30, 90],
    },`;

/** A commented configuration to start from. @param program as a property of `programs`, indented. */
export function newConfig(program: string): string {
  return `import { defineConfig } from 'handraise';

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
${program}
  },
});
`;
}
