import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';

const seed = 15;

/** Columns that tell the outcome, of however many there are. */
const telling = 60;

/** Writes sparse columns of 0 and 1, of which some tell the outcome, then the outcome; `part` names rows of their own. */
export async function writeWideFile(path: string, rows: number, features: number, part: string): Promise<void> {
  const drawn = new Random(seed).fork('columns');
  const columns = Array.from({ length: features }, (_, at) => ({
    // From one row in two hundred to one in five.
    share: 0.005 * 40 ** drawn.next(),
    effect: at % Math.max(Math.floor(features / telling), 1) === 0 ? drawn.normal() : 0,
  }));
  const random = new Random(seed).fork(part);
  const row = () => {
    let logOdds = -1.7;
    const cells = columns.map(({ share, effect }) => {
      const holds = random.next() < share;
      if (holds) logOdds += effect;
      return holds ? '1' : '0';
    });
    return [...cells, outcome(logOdds, random)];
  };
  await writeFile(path, [...columns.map((_, at) => `tag_${at + 1}`), 'converted'], rows, row);
}

const channels = ['search', 'newsletter', 'webinar', 'fair', 'partner', 'referral', 'social', 'print'];

/** Writes numbers, categories of eight and of four hundred levels, and the outcome: seven columns. */
export async function writeLongFile(path: string, rows: number): Promise<void> {
  const random = new Random(seed).fork('long');
  const cities = Array.from({ length: 400 }, () => random.normal() / 3);
  const row = () => {
    const visits = random.poisson(6);
    const days = Math.floor(200 * random.exponential());
    const spent = random.next() < 0.1 ? null : Math.exp(3 + random.normal());
    const channel = random.integer(channels.length);
    const city = Math.floor(cities.length * random.next() ** 2);
    const member = random.next() < 0.3;
    const logOdds =
      -3.6 + 0.1 * visits - 0.002 * days + 0.3 * Math.log(spent ?? 20) * Number(member) + channel / 16 + cities[city]!;
    const cells = [visits, days, spent?.toFixed(2) ?? '', channels[channel], `city ${city + 1}`, member ? 'yes' : 'no'];
    return [...cells, outcome(logOdds, random)];
  };
  await writeFile(path, ['visits', 'days', 'spent', 'channel', 'city', 'member', 'converted'], rows, row);
}

function outcome(logOdds: number, random: Random): string {
  return random.next() < sigmoid(logOdds) ? 'yes' : 'no';
}

async function writeFile(
  path: string,
  header: readonly string[],
  rows: number,
  row: () => readonly unknown[],
): Promise<void> {
  function* lines() {
    yield `${header.join(',')}\n`;
    for (let written = 0; written < rows; written += 1000)
      yield Array.from({ length: Math.min(1000, rows - written) }, () => `${row().join(',')}\n`).join('');
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}
