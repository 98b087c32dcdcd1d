import { writeFile } from 'node:fs/promises';
import { Random } from '../../src/numeric/random.ts';

/** Leads of which visits and level decide; `tags` is written by the outcome, `last_activity` is overwritten when somebody buys, rates rise with `rise`. */
export async function writeLeads(
  path: string,
  rows: number,
  seed: number,
  { signal = 1.5, rise = 0, label = true } = {},
) {
  const random = new Random(seed);
  const lines = [`lead,visits,level,tags,last_activity${label ? ',won' : ''}`];
  for (let row = 0; row < rows; row++) {
    const visits = random.next();
    const level = random.integer(3);
    const margin = -1 + signal * (4 * visits - 2 + level - 1) + (rise * row) / rows;
    const won = random.next() < 1 / (1 + Math.exp(-margin));
    lines.push(
      [
        `L${row}`,
        visits.toFixed(4),
        `l${level}`,
        won ? 'paid' : 'none',
        random.integer(4) + (won ? 1 : 0),
        ...(label ? [won ? 'yes' : 'no'] : []),
      ].join(','),
    );
  }
  await writeFile(path, lines.join('\n'));
}
