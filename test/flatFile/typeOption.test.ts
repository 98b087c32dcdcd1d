import { expect, test } from 'vitest';
import { typeOption } from '../../src/flatFile/reading/typeOption.ts';

test.each([
  ['size=number', ['size', 'number']],
  ['size, in m=number:1,234.5', ['size, in m', 'number:1,234.5']],
  ['a=b=date:DD/MM/YYYY', ['a=b', 'date:DD/MM/YYYY']],
  ['is=id=category', ['is=id', 'category']],
  ['when=date:YYYY-MM-DD HH:mm', ['when', 'date:YYYY-MM-DD HH:mm']],
])('%s', (text, expected) => {
  expect(typeOption(text)).toEqual(expected);
});

test.each(['size', 'size=', 'size=numbers', '=number'])('refused: %s', (text) => {
  expect(() => typeOption(text)).toThrow(expect.objectContaining({ code: 'usage' }));
});
