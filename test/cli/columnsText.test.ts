import { describe, expect, it } from 'vitest';
import { columnsText } from '../../src/cli/columnsText.ts';
import { layOut } from '../../src/cli/layout.ts';
import type { ColumnReading } from '../../src/flatFile/reading/columnReading.ts';
import { notice } from '../../src/notice/notice.ts';

const none = { cells: 0, lines: [], examples: [] };
const reading = (name: string, of: Partial<ColumnReading> = {}): ColumnReading => ({
  name,
  type: 'number',
  because: notice('column-read', { column: name, reasons: [{ why: 'fits', cells: 9, known: 9 }] }),
  settled: false,
  unreadable: none,
  unreadableInSecond: none,
  infinite: 0,
  ...of,
});
const numbers = (count: number) => Array.from({ length: count }, (_, at) => reading(`n${at}`));

describe('the table of columns', () => {
  it('has a line for each of few', () => {
    expect(columnsText(numbers(40)).split('\n')).toHaveLength(41);
  });

  it('joins neighbours of many that were read alike, and no others', () => {
    const unreadable = { cells: 2, lines: [3, 4], examples: ['x'] };
    const table = columnsText([
      ...numbers(1000),
      reading('odd', { unreadable }),
      reading('last'),
      reading('when', { type: 'date' }),
    ]);
    const text = layOut(table, { width: null, color: false });
    expect(text.split('\n')).toHaveLength(5);
    expect(text).toMatch(/^n0 to n999 \(1,000 columns\) +number +every cell *$/m);
    expect(text).toMatch(/^odd +number +every cell +2 \(line 3, 4\)$/m);
    expect(text).toMatch(/^last +number/m);
  });
});
