import { describe, expect, it } from 'vitest';
import { columnBuilder } from '../../src/flatFile/columnBuilder.ts';
import { labelOf } from '../../src/flatFile/label.ts';
import { ColumnEvidence } from '../../src/flatFile/reading/columnEvidence.ts';

function labelled(
  values: readonly string[],
  { name = 'y', positive = [] as string[], negative = [] as string[], from = values.length, mayLack = false } = {},
) {
  const decision = { kind: { kind: 'text', raw: true }, because: [], settled: false, isId: false } as const;
  const builder = columnBuilder({ name, decision, evidence: new ColumnEvidence() });
  for (const [row, value] of values.entries()) builder.add(value, row + 2);
  const second = from < values.length ? { file: 'second.csv', from } : undefined;
  return labelOf(builder.finish(), { positive, negative, mayLack }, second);
}

/** `y` and `n` per row, `.` where it is not known. */
const outcomes = ({ values, known }: ReturnType<typeof labelled>) =>
  Array.from(values, (value, row) => (known[row] ? 'ny'[value] : '.')).join('');

const refused = (...args: Parameters<typeof labelled>) => {
  try {
    labelled(...args);
  } catch (error) {
    return error as Error & { code: string; hint: string };
  }
  throw new Error('it was not refused');
};

describe('the outcome of two values', () => {
  it.each([
    'yes no',
    'Y N',
    'TRUE FALSE',
    'true. false.',
    't f',
    '1 0',
    '1.0 0.0',
    '1 -1',
    '+ -',
    'won lost',
    'Closed_Won Closed_Lost',
    'ja nein',
    'J N',
    'oui non',
    'sí no',
    'sim não',
    'sim na\u0303o',
    'tak nie',
    'да нет',
    'kyllä ei',
    'ja nej',
    '是 否',
    'はい いいえ',
    'WAHR FALSCH',
    'accepted rejected',
    'positive negative',
    'converted not_converted',
    'bought non-bought',
    'subscribed unsubscribed',
  ])('%s is by their meaning, whichever is rarer or first', (pair) => {
    const [yes, no] = pair.split(' ') as [string, string];
    for (const rows of [
      [yes, no, no],
      [no, no, yes],
      [yes, yes, no],
      [no, yes, yes],
    ])
      expect(outcomes(labelled(rows))).toBe(rows.map((value) => (value === yes ? 'y' : 'n')).join(''));
  });

  it.each([
    ['Attrition_Flag', 'Attrited Customer', 'Existing Customer'],
    ['churn', 'churned', 'retained'],
    ['customerConversion', 'Converted', 'Open'],
    ['default', 'default', 'paid'],
  ])('of %s is %s, which the column is named after', (name, yes, no) => {
    for (const rows of [
      [yes, no, no],
      [no, yes, yes],
    ])
      expect(labelled(rows, { name })).toMatchObject({ positive: yes, because: 'name' });
  });

  it.each(['A B', '1 2', 'M F', '0 100', 'churned retained', 'active inactive', 'good bad', 'yes lost'])(
    '%s is asked for, with the counts and what to type',
    (pair) => {
      const [one, other] = pair.split(' ') as [string, string];
      const error = refused([one, other, other]);
      expect(error).toMatchObject({ code: 'data' });
      expect(error.message).toContain(`${other} (2), ${one} (1)`);
      expect(error.hint).toContain(`--positive ${one}`);
      expect(outcomes(labelled([one, other, other], { positive: [other] }))).toBe('nyy');
    },
  );
});

describe('several spellings', () => {
  const cells = ['Yes', 'yes', 'YES', 'No', 'no', 'no'];

  it('are asked for, with the counts of all', () => {
    expect(refused(cells)).toMatchObject({
      code: 'data',
      message: expect.stringContaining('no (2), No (1), YES (1), Yes (1), yes (1)'),
      hint: expect.stringContaining('--positive YES,Yes,yes'),
    });
    expect(refused(['1', '0', 'true', 'false'])).toMatchObject({ code: 'data' });
  });

  it('are settled by all of one side, or by both', () => {
    expect(outcomes(labelled(cells, { positive: ['yes,Yes,YES'] }))).toBe('yyynnn');
    expect(outcomes(labelled(cells, { positive: ['yes', 'Yes,YES'] }))).toBe('yyynnn');
    expect(outcomes(labelled(cells, { negative: ['No,no'] }))).toBe('yyynnn');
    expect(outcomes(labelled(cells, { positive: ['Yes'], negative: ['No,no'] }))).toBe('y..nnn');
  });

  it('are refused where one would silently become the other side', () => {
    expect(refused(cells, { positive: ['Yes'] })).toMatchObject({
      code: 'data',
      message: expect.stringContaining('leaves no (2), No (1), YES (1), yes (1) as no'),
      hint: expect.stringContaining('--positive Yes,YES,yes'),
    });
    expect(refused(['1', 'true', '0'], { positive: ['1'] })).toMatchObject({ code: 'data' });
    expect(refused(cells, { negative: ['no'] })).toMatchObject({ code: 'data' });
  });
});

describe('what is neither', () => {
  const stages = ['won', 'lost', 'open', 'unknown', ''];

  it('is left out where both sides are named', () => {
    const label = labelled(stages, { positive: ['won'], negative: ['lost'] });
    expect(outcomes(label)).toBe('yn...');
    expect(label.uses.map(({ value, as }) => `${value} ${as}`).sort()).toEqual(
      [' left out', 'lost no', 'open left out', 'unknown left out', 'won yes'].sort(),
    );
  });

  it('is no where one side is named, unless nobody knows it', () => {
    expect(outcomes(labelled(['won', 'lost', 'open', ''], { positive: ['won'] }))).toBe('ynn.');
    expect(refused(stages, { positive: ['won'] })).toMatchObject({
      code: 'data',
      hint: expect.stringMatching(/--positive won --negative lost,open/),
    });
  });

  it('is asked for where there are three', () => {
    expect(refused(['won', 'lost', 'open'])).toMatchObject({ code: 'data' });
    const many = refused(Array.from({ length: 15 }, (_, i) => `v${i}`));
    expect(many.message).toContain('… and 5 more');
  });
});

describe('values with commas, blanks and marks', () => {
  it('may hold commas', () => {
    const cells = ['a, b', 'c', 'd'];
    expect(outcomes(labelled(cells, { positive: ['a, b'] }))).toBe('ynn');
    expect(outcomes(labelled(cells, { positive: ['a, b', 'd'] }))).toBe('yny');
  });

  it('are found in either normal form and with any blank', () => {
    expect(outcomes(labelled(['na\u0303o', 'n\u00e3o', 'sim'], { negative: ['na\u0303o'] }))).toBe('nny');
    expect(outcomes(labelled(['closed\u00a0won', 'open'], { positive: ['closed won'] }))).toBe('yn');
  });

  it('are near ones where none is', () => {
    expect(refused(['Yes', 'No', 'No'], { positive: ['yes'] })).toMatchObject({
      code: 'usage',
      hint: 'did you mean Yes (1)?',
    });
  });

  it('count as nothing where they are missing markers, unless they are named or stand beside a plus', () => {
    expect(outcomes(labelled(['1', '0', 'NA', '', '-', '?']))).toBe('yn....');
    expect(outcomes(labelled(['+', '-', '']))).toBe('yn.');
    expect(outcomes(labelled(['x', '', 'x'], { positive: ['x'], negative: [''] }))).toBe('yny');
    expect(refused(['x', '', ''])).toMatchObject({
      code: 'data',
      hint: expect.stringContaining("--positive x --negative ''"),
    });
    expect(outcomes(labelled(['won', '-', '-'], { negative: ['-'] }))).toBe('ynn');
  });
});

describe('one outcome', () => {
  it.each([[['a', 'a']], [['', 'NA']]])('%j is refused', (cells) => {
    expect(refused(cells)).toMatchObject({ code: 'data' });
  });
});

describe('a second file', () => {
  it('has the values of the first, or fewer', () => {
    expect(outcomes(labelled(['yes', 'no', 'no', ''], { from: 2 }))).toBe('ynn.');
  });

  it('of other values is refused by name, with both lists', () => {
    expect(refused(['yes', 'no', '1', '0', '0'], { from: 2 })).toMatchObject({
      code: 'data',
      message: expect.stringMatching(/second\.csv, 0 \(2\), 1 \(1\), .* no \(1\), yes \(1\)/),
    });
    expect(refused(['yes', 'no', 'maybe'], { from: 2, positive: ['yes'] })).toMatchObject({ code: 'data' });
  });

  it('may have other values where all are named', () => {
    const named = { from: 2, positive: ['yes,1'], negative: ['no,0'] };
    expect(outcomes(labelled(['yes', 'no', '1', '0'], named))).toBe('ynyn');
  });
});

describe('a choice that a schema file holds', () => {
  const written = { positive: ['won', 'Won'], negative: ['lost', ''], mayLack: true };
  const read = (values: readonly string[]) => outcomes(labelled(values, written));

  it('may name values that do not occur, and leaves out those it does not name', () => {
    expect(read(['won', 'lost', 'open', ''])).toBe('yn.n');
    expect(refused(['yes', 'no'], written)).toMatchObject({ code: 'usage' });
  });
});
