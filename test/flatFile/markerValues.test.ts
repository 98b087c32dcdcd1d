import { expect, it } from 'vitest';
import { columnBuilder } from '../../src/flatFile/columnBuilder.ts';
import { ColumnEvidence } from '../../src/flatFile/reading/columnEvidence.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';

function texts(cells: readonly string[]) {
  const decision = { kind: { kind: 'text' }, because: [], settled: false, isId: false } as const;
  const evidence = new ColumnEvidence();
  const builder = columnBuilder({ name: 'c', decision, evidence });
  for (const [row, cell] of cells.entries()) {
    evidence.add(cell);
    builder.add(cell, row + 2);
  }
  const { column, reading } = builder.finish();
  if (column.kind !== 'category') throw new Error('no texts');
  return { values: Array.from(column.codes, (code) => column.levels[code] ?? null), reading };
}

it.each([
  ['+ - + -', '+ - + -'],
  ['DE FR NA ZA US BR', 'DE FR NA ZA US BR'],
  ['EMEA NA APAC', 'EMEA NA APAC'],
  ['EU AS NA SA', 'EU AS NA SA'],
  ['high - low', 'high . low'],
  ['HS NA PhD', 'HS . PhD'],
  ['US NA CA', 'US . CA'],
  ['DE FR na ZA US BR', 'DE FR . ZA US BR'],
])('of %j the missing markers that are values stay: %j', (cells, expected) => {
  const { values } = texts(cells.split(' '));
  expect(values.map((value) => value ?? '.').join(' ')).toBe(expected);
});

it('says so, and takes no column of plus and minus for constant', () => {
  const { reading } = texts(['+', '-', '+']);
  expect([reading.type, sentenceOf(reading.because)]).toEqual(['yes/no', '2 texts, - among them']);
  expect(sentenceOf(texts(['DE', 'FR', 'NA', 'ZA', 'US', 'BR']).reading.because)).toBe('6 texts, NA among them');
  expect(texts(['x', '-', 'x']).reading.type).toBe('constant');
});
