import { writeSync } from 'node:fs';
import { openDatabase } from '../../src/database/connection.ts';
import { withProgramLock } from '../../src/database/lock.ts';
import { rank } from '../../src/ranking/rank.ts';
import { scored } from '../ranking/scored.ts';
import { crowd, publish, watched } from './published.ts';

// A publisher to be killed: says `half` when half the rows are written and then stands still, or goes on to the end.
const [program = '', runId = '', pause = ''] = process.argv.slice(2);
const handle = await openDatabase({ connectionString: process.env.HANDRAISE_TEST_DATABASE ?? '', directory: '' });
const ranking = rank(scored(crowd(20_000, 0.25)));
const halting = watched(ranking, (contact) => {
  if (pause !== 'half' || contact.rank !== 10_000) return;
  writeSync(1, 'half\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
await withProgramLock(handle, program, () => publish(handle, program, runId, halting));
await handle.close();
