import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenWorkbench } from '../../api/workbench.ts';
import { HandraiseError } from '../../errors.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';
import { chosenPresets, type PresetOption } from './chosenPresets.ts';
import { presetText, type WrittenPreset } from './initPreset.ts';

const fileName = 'handraise.config.ts';

export const action: Action = async (flags, _args, around) => {
  const path = join(around.cwd, fileName);
  const chosen = chosenPresets((flags.preset ?? flags.schema ?? []) as readonly PresetOption[]);
  if (chosen === null) {
    await writeNew(path, template);
    return { data: { path }, text: `${path}\nNext: map your tables in it, then handraise check` };
  }
  // Found out before the database is asked anything.
  await access(path).then(
    () => Promise.reject(alreadyThere(path)),
    () => undefined,
  );
  const work = async (workbench: OpenWorkbench) => {
    const { text, findings } = await workbench.presetConfig(chosen);
    await writeNew(path, text);
    const written: WrittenPreset = { path, ...findings };
    const { presets: found, ...rest } = written;
    // One preset is told plainly, several one by one.
    const data = found.length === 1 ? { ...rest, ...found[0] } : written;
    return { data, text: presetText(written) };
  };
  return withWorkbench(flags, around, work, { configuration: 'optional' });
};

async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? alreadyThere(path, error) : error;
  });
}

function alreadyThere(path: string, cause?: unknown): HandraiseError {
  return new HandraiseError('usage', `${path} exists already`, { hint: 'edit it, or move it away first', cause });
}

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
