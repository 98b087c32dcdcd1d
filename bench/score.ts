import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { type DatabaseHandle, openDatabase } from '../src/database/connection.ts';
import { PayloadFrames } from '../src/database/copyFrames.ts';
import { copyOutFrames } from '../src/database/copyOut.ts';
import { loadDemoCompany } from '../src/demo/load.ts';
import { forgetProfiles } from '../src/monitor/profileStore.ts';
import { forgetStages } from '../src/pipeline/demo/salesWeek.ts';
import { runCommand } from './command.ts';
import { median, secondsOf, sidesOf } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { ours } from './ours.ts';
import { type BenchResult, check } from './result.ts';
import { withTemporaryFolder } from './temporaryFolder.ts';

const allContacts = 1_000_000;
const sources = [
  'companies',
  'people',
  'activities',
  'property_history',
  'demo_requests',
  'deals',
  'opt_outs',
  'survey_answers',
];
const published = ['ranked_contact', 'ranked_account', 'ranked_evidence'];

/**
 * `handraise score` on a large company, its stages, segments, reasons and changes within, against COPY of what it reads out of the same server
 * and COPY of what it publishes into tables with the same indexes.
 *
 * The model is the demo's: a ranking of a million does not depend on how many it learned from. The first run has no earlier list of this
 * company to compare with; the others split the changes of those on the list.
 */
export async function benchScore(options: BenchOptions): Promise<BenchResult> {
  const contacts = options.rows ?? allContacts;
  const { say } = options;
  return withTemporaryFolder(async (folder) => {
    // The server runs as another user when this runs as root.
    chmodSync(folder, 0o755);
    const usageFile = join(folder, 'usage.json');
    say('  the demo is made, for its model …');
    await runCommand(['demo', '--folder', folder], { usageFile });
    const handle = await openDatabase({ directory: join(folder, '.handraise') });
    try {
      say(`  a company of ${contacts} contacts is made up …`);
      await loadDemoCompany(handle, { contacts, seed: 1, horizonDays: 60, personas: true });
      await forgetProfiles(handle, 'demo');
      await forgetStages(handle, 'demo');
      const version = await serverVersion(handle.pool);
      const scored: number[] = [];
      const copied: number[] = [];
      let processor = 0;
      let peak = 0;
      for (let run = 0; run <= options.runs; run++) {
        const took = await runCommand(['score'], { cwd: folder, usageFile });
        const copy = await secondsOf(() => copyBothWays(handle));
        say(
          `  run ${run} of ${options.runs}: ${took.seconds.toFixed(1)} s, ${took['peak MiB'].toFixed(0)} MiB; COPY ${copy.toFixed(1)} s`,
        );
        if (run === 0) continue;
        scored.push(took.seconds);
        copied.push(copy);
        processor = took['processor seconds'];
        peak = Math.max(peak, took['peak MiB']);
      }
      const sides = [ours, { name: 'COPY out and in', version }];
      const { ours: side, peers } = sidesOf(
        sides,
        [scored, copied],
        [{ score: { 'processor seconds': processor, 'peak MiB': peak } }],
      );
      return {
        name: 'score',
        shape: { contacts },
        threads: options.threads,
        ours: side,
        peers,
        missing: [],
        checks: [check('time against COPY', median(scored)! / median(copied)!, 2), check('peak MiB', peak, 1024)],
        growth: [],
      };
    } finally {
      await handle.close();
    }
  });
}

/** Reads every row of the company, then writes every row of the published ranking once more. */
async function copyBothWays({ connectionString }: DatabaseHandle): Promise<void> {
  const [reading, writing] = [connectionString(), connectionString()].map((text) => new pg.Client(text)) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([reading.connect(), writing.connect()]);
  try {
    for (const table of sources)
      await copyOutFrames(reading, `SELECT * FROM handraise_demo.${table}`, new PayloadFrames(() => undefined));
    await writing.query('BEGIN');
    for (const table of published) {
      await writing.query(`CREATE TABLE handraise_demo.copy_of_${table} (LIKE handraise.${table} INCLUDING ALL)`);
      await pipeline(
        reading.query(
          copyTo(
            `COPY (SELECT r.* FROM handraise.${table} r JOIN handraise.published p USING (program, run_id)) TO STDOUT (FORMAT binary)`,
          ),
        ),
        writing.query(copyFrom(`COPY handraise_demo.copy_of_${table} FROM STDIN (FORMAT binary)`)),
      );
    }
    await writing.query('ROLLBACK');
  } finally {
    await Promise.all([reading.end(), writing.end()]);
  }
}

async function serverVersion(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
  return `Postgres ${rows[0]!.server_version}`;
}
