import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permutation } from '../../../src/numeric/permutation.ts';
import { Random } from '../../../src/numeric/random.ts';
import { readFlatTable } from '../../../src/pipeline/table/flatTable.ts';
import type { TableOptions } from '../../../src/pipeline/table/options.ts';
import { trainTable } from '../../../src/pipeline/table/trainTable.ts';
import { sentenceOf } from '../../../src/wording/sentenceOf.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const silent = { progress: { stage: () => undefined, advance: () => undefined }, signal: new AbortController().signal };

async function optionsFor(lines: readonly string[], asked: Partial<TableOptions> = {}): Promise<TableOptions> {
  const file = join(folder, 'f.csv');
  await writeFile(file, lines.join('\n'));
  const asUsual = {
    positive: [],
    negative: [],
    exclude: [],
    types: new Map<string, string>(),
    model: 'logistic',
    seed: 1,
    now: '2026-01-01',
  } as const;
  return { file, label: 'y', ...asUsual, ...asked };
}

async function secondFile(lines: readonly string[]): Promise<string> {
  const file = join(folder, 'second.csv');
  await writeFile(file, lines.join('\n'));
  return file;
}

const train = async (lines: readonly string[], asked?: Partial<TableOptions>) =>
  trainTable(await optionsFor(lines, asked), silent);
const read = async (lines: readonly string[], asked?: Partial<TableOptions>) =>
  readFlatTable(await optionsFor(lines, asked));

function shuffled(rows: readonly string[], seed: number): string[] {
  return Array.from(permutation(rows.length, new Random(seed)), (at) => rows[at]!);
}

/** Two numbers and a level; the outcome follows the first number as strongly as the signal says. */
function records(rows: number, { seed = 1, signal = 0, digits = 4 } = {}): string[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => {
    const a = random.next();
    const outcome = random.next() < 0.3 + signal * (a - 0.5);
    return `${a.toFixed(digits)},${random.next().toFixed(digits)},l${random.integer(3)},${outcome ? 'yes' : 'no'}`;
  });
}

const header = 'a,b,level,y';

type Read = Awaited<ReturnType<typeof read>>;

/** Sides that each unit stands on. */
function sidesOfUnits({ split, rows }: Read): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const side of ['train', 'calibration', 'test'] as const)
    for (const row of split[side]) {
      const unit = rows.unit[row]!;
      found.set(unit, (found.get(unit) ?? new Set()).add(side));
    }
  return found;
}

const onOneSide = (table: Read) => [...sidesOfUnits(table).values()].every((sides) => sides.size === 1);

describe('equal rows', { timeout: 30_000 }, () => {
  it('that are copies are said, stand on one side, and count once: three times the same noise cannot be ranked', async () => {
    const once = records(700);
    const lines = [header, ...shuffled([...once, ...once, ...once], 2)];
    const table = await read(lines);
    expect(table.units).toMatchObject({
      together: true,
      equal: { rows: 2100, different: 700, alike: 2100, copies: true },
    });
    expect(sidesOfUnits(table).size).toBe(700);
    expect(onOneSide(table)).toBe(true);
    const { useful, findings } = await train(lines);
    expect(useful).toBe(false);
    expect(findings.gates[0]).toMatchObject({ blocked: true, kind: 'ranks-better-than-chance' });
    const [equal] = findings.flatFile!.groups;
    expect(equal?.figures).toEqual({
      ...{ rows: 2100, different: 700, alike: 2100 },
      ...{ together: true, copies: true, by: 'hash' },
    });
    expect(sentenceOf(equal!)).toMatch(/2,100 rows equal another .*700 different.*may be copies/);
    expect(findings.candidateModels[0]!.test.units).toBe(findings.candidateModels[0]!.test.rows / 3);
  });

  it('stay together whatever ids they are given', async () => {
    const once = records(400);
    const rows = shuffled([...once, ...once], 3).map((row, at) => `i${at},${row}`);
    const table = await read([`id,${header}`, ...rows], { id: 'id' });
    expect(table.units.equal).toMatchObject({ rows: 800, different: 400, copies: true });
    expect(onOneSide(table)).toBe(true);
  });

  it('that differ in their outcome as others do are no copies, and stand together where there are many different ones', async () => {
    const rows = records(2000, { signal: 0.8 }).map(
      (row) => `${row.slice(0, 5)},${row.slice(row.lastIndexOf(',') + 1)}`,
    );
    const table = await read(['a,y', ...rows]);
    expect(table.units).toMatchObject({ together: true, equal: { copies: false } });
    expect(onOneSide(table)).toBe(true);
  });

  it('of few different kinds are taken one by one, for nothing could be split else', async () => {
    const random = new Random(4);
    const rows = Array.from({ length: 1500 }, () => {
      const [a, b] = [random.integer(4), random.integer(3)];
      return `c${a},d${b},${random.next() < 0.1 + 0.2 * a ? 'yes' : 'no'}`;
    });
    const { useful, findings } = await train(['a,b,y', ...rows]);
    expect(useful).toBe(true);
    expect(findings.flatFile!.groups).toMatchObject([
      { kind: 'rows-equal', figures: { different: 12, together: false } },
    ]);
    expect(findings.sides.map((side) => side.rows)).toEqual([900, 300, 300]);
  });

  it('stand on their own where somebody says so', async () => {
    const once = records(400);
    const table = await read([header, ...once, ...once], { group: 'none' });
    expect(table.units).toMatchObject({ together: false, column: null });
    expect(sidesOfUnits(table).size).toBe(800);
  });

  it('of two files are not learnt from, and a test on what was learnt is refused', async () => {
    const rows = records(1200);
    const test = await secondFile([header, ...rows.slice(0, 60), ...records(300, { seed: 9 })]);
    const table = await read([header, ...rows], { test });
    expect(table.leftOut).toMatchObject({ 'rows that the second file holds too': 60 });
    expect(table.split.train.length + table.split.calibration.length).toBe(1140);
    const few = ['a,y', ...records(1500, { digits: 3 }).map((row) => row.replace(/,.*,/, ','))];
    const itself = await secondFile(few);
    await expect(read(few, { test: itself })).rejects.toMatchObject({ code: 'data' });
    const others = await secondFile([
      'a,y',
      ...records(500, { digits: 3, seed: 8 }).map((row) => row.replace(/,.*,/, ',')),
    ]);
    expect((await read(few, { test: others })).units.equal).toMatchObject({ copies: false });
    const same = await secondFile([header, ...rows.slice(0, 200)]);
    await expect(read([header, ...rows], { test: same })).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('200 of the 200 rows'),
    });
  });
});

describe('rows of one person', { timeout: 30_000 }, () => {
  /** Persons with an outcome of their own and several visits each. */
  function visits(persons: number, nameOf: (person: number) => string, { seed = 5, ownOutcome = true } = {}) {
    const random = new Random(seed);
    return Array.from({ length: persons }, (_, person) => {
      const outcome = random.next() < 0.4;
      return Array.from({ length: 2 + random.integer(4) }, (_, visit) => {
        const own = ownOutcome ? outcome : random.next() < 0.4;
        return `${nameOf(person)},${random.next().toFixed(8)},${visit},${own ? 'yes' : 'no'}`;
      });
    }).flat();
  }

  it.each([
    ['Contact', (person: number) => `p${person}@example.org`, 'e-mail', false],
    ['customer_id', (person: number) => String(person * 7), 'name', false],
    ['householdNumber', (person: number) => `H${person}`, 'name', false],
    ['badge', (person: number) => String((person * 7919) % 10_007), 'outcome', true],
    ['alias', (person: number) => `a${person}`, 'outcome', true],
  ])('are found by the column %s, said, and kept on one side', async (name, nameOf, because, ownOutcome) => {
    const lines = [`${name},v,visit,y`, ...shuffled(visits(400, nameOf, { ownOutcome }), 6)];
    const table = await read(lines);
    expect(table.units.column).toMatchObject({ name, because, values: 400 });
    expect(onOneSide(table)).toBe(true);
    expect(sidesOfUnits(table).size).toBe(400);
  });

  it('are not found where values that repeat are numbers or levels like any other', async () => {
    const random = new Random(7);
    const rows = Array.from({ length: 3000 }, () => {
      const [size, score] = [Math.round(1000 * random.next()), random.next().toFixed(3)];
      return `${size},${score},r${random.integer(120)},${random.next() < size / 1000 ? 'yes' : 'no'}`;
    });
    expect((await read(['size,score,region_id,y', ...rows])).units.column).toBeNull();
  });

  it('are settled by --group and --id, or said to be none', async () => {
    const lines = ['customer_id,v,visit,y', ...visits(400, (person) => `c${person}`, { ownOutcome: false })];
    expect((await read(lines, { group: 'none' })).units.column).toBeNull();
    expect((await read(lines, { group: 'visit' })).units.column).toMatchObject({ name: 'visit', because: 'asked' });
    const byId = await read(lines, { id: 'customer_id' });
    expect(byId.units.column).toMatchObject({ name: 'customer_id', because: 'asked' });
    expect(onOneSide(byId)).toBe(true);
    await expect(read(lines, { group: 'custom_id' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('split by time stand on both sides and are counted, unless a group is asked for', async () => {
    const rows = shuffled(
      visits(400, (person) => `c${person}`, { ownOutcome: false }),
      8,
    );
    const lines = ['customer_id,v,visit,y,day', ...rows.map((row, at) => `${row},${at}`)];
    const { findings } = await train(lines, { time: 'day' });
    const across = findings.flatFile!.groups.find(({ kind }) => kind === 'groups-on-both-sides');
    expect(across?.figures).toMatchObject({ by: 'time', column: 'customer_id' });
    expect(sentenceOf(across!)).toMatch(
      /test rows, of \d+ groups, belong with rows that were learned from.*--group customer_id/,
    );
    const table = await read(lines, { time: 'day', group: 'customer_id' });
    expect(onOneSide(table)).toBe(true);
    expect(table.leftOut['rows of a group that stands on another side']).toBeGreaterThan(100);
    const sizes = [table.split.train, table.split.calibration, table.split.test].map(({ length }) => length);
    expect(Math.min(...sizes)).toBeGreaterThan(50);
  });
});

describe('the order of the rows', { timeout: 60_000 }, () => {
  it('changes nothing: not the split, the models, the figures or their intervals', async () => {
    const random = new Random(11);
    const rows = records(1200, { signal: 0.9, digits: 2 }).map((row) => `t${random.integer(400)},${row}`);
    const predictions = join(folder, 'p.csv');
    const of = async (lines: readonly string[]) => {
      const { findings, bestColumn, withoutWarned } = await train([`tag,${header}`, ...lines], {
        model: 'auto',
        predictions,
      });
      const scored = (await readFile(predictions, 'utf8')).split('\r\n').map((line) => line.split(',').slice(1, 4));
      return {
        findings: { ...findings, dataFingerprint: '' },
        scored: scored.map(String).sort(),
        bestColumn,
        withoutWarned,
      };
    };
    expect(await of(shuffled(rows, 12))).toEqual(await of(rows));
  });
});

describe('a test side of one outcome', { timeout: 30_000 }, () => {
  it.each(['no', 'yes'])('only %s cannot be judged', async (outcome) => {
    const test = await secondFile([header, ...records(200, { seed: 3 }).map((row) => row.replace(/yes|no/, outcome))]);
    const { useful, findings } = await train([header, ...records(800, { signal: 0.9 })], {
      test,
      report: join(folder, 'r.html'),
      predictions: join(folder, 'p.csv'),
    });
    expect(useful).toBe(false);
    expect(findings.gates.filter(({ blocked }) => blocked)).toMatchObject([{ kind: 'one-outcome-in-test' }]);
  });
});
