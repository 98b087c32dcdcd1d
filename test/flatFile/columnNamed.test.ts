import { describe, expect, it } from 'vitest';
import { namesInLists } from '../../src/flatFile/columnLists.ts';
import { columnNamed, positionsOf } from '../../src/flatFile/columnNamed.ts';

const composed = 'État';
const decomposed = 'E\u0301tat';

describe('a column that is named', () => {
  it.each([
    [composed, decomposed],
    [decomposed, composed],
    ['Lead Source', 'Lead\u00a0Source'],
    [' won ', 'won'],
    ['won', 'won\u00a0'],
  ])('%j is found as %j', (typed, name) => {
    expect(columnNamed(typed, ['a', name], 'f.csv')).toBe(name);
    expect(namesInLists([`a,${typed}`], ['a', name])).toEqual(['a', name]);
    expect(positionsOf([typed], ['a', name])).toEqual([1]);
  });

  it('in another case is suggested, not taken', () => {
    expect(() => columnNamed('Won', ['won', 'x'], 'f.csv')).toThrow(
      expect.objectContaining({ code: 'usage', hint: 'did you mean "won"?' }),
    );
  });

  it('that two names could be is asked for, unless one is the same text', () => {
    const names = [composed, decomposed];
    expect(columnNamed(decomposed, names, 'f.csv')).toBe(decomposed);
    expect(() => columnNamed(` ${composed}`, names, 'f.csv')).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});
