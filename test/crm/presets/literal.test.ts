import { describe, expect, it } from 'vitest';
import { comment, literal } from '../../../src/crm/presets/literal.ts';
import { fc } from '../../property/fastCheck.ts';

/** What the text means to whoever runs it. */
function meant(text: string): unknown {
  return new Function(`'use strict'; return (${text});`)();
}

const nasty = fc.constantFrom(
  '`',
  '$',
  '{',
  '}',
  '\\',
  "'",
  '"',
  '\r',
  '\u2028',
  '\u202e',
  '\t',
  '//',
  '*/',
  'é',
  '\0',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join('').replaceAll('\n', '').toWellFormed());
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'a b', 'ok'));

describe('a value as TypeScript', () => {
  it('means the value', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
      list: fc.array(tie('any'), { maxLength: 3 }),
      object: fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
    })).any;
    fc.assert(
      fc.property(value, (one) => {
        expect(meant(literal(one, '  '))).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the lines of a text, whatever stands in them', () => {
    const lines = fc.array(text, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(lines, (several) => {
        const back = String(meant(literal(several.join('\n'), '    '))).split('\n');
        expect(back.slice(1, -1).map((line) => line.trim())).toEqual(several.map((line) => line.trim()));
      }),
      { numRuns: 500 },
    );
  });

  it('gives a text that stands in it by an expression, and nothing else', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, broken) => {
        const value = `${before}(VALUES 1)${broken ? '\n' : ''}${after}`;
        const written = literal(value, '', [{ pattern: /\(VALUES 1\)/g, by: () => 'list' }]);
        const back = String(new Function('list', `return (${written});`)('(VALUES 2)'));
        expect(back.trim().split(/\s+/).join(' ')).toBe(
          value.replace('(VALUES 1)', '(VALUES 2)').trim().split(/\s+/).join(' '),
        );
      }),
    );
  });

  it('is alone on its lines as a comment', () => {
    fc.assert(
      fc.property(fc.array(text), (several) => {
        expect(meant(`[\n${comment(several.join('\n'), '')}\n]`)).toEqual([]);
      }),
    );
  });
});
