import { expect, test } from 'vitest';
import { emailDomain } from '../../src/snapshot/emailDomain.ts';
import { parseInstant } from '../../src/time/instant.ts';

test.each([
  ['1970-01-01', 0],
  ['2026-01-01', 1_767_225_600_000_000],
  ['2026-01-01T00:00:00Z', 1_767_225_600_000_000],
  ['2026-01-01T01:00+01:00', 1_767_225_600_000_000],
  ['2026-01-01T00:00:00.000001Z', 1_767_225_600_000_001],
  ['2026-01-01T00:00:00.5Z', 1_767_225_600_500_000],
  ['1969-12-31T23:59:59.999999Z', -1],
])('%s is %d microseconds after 1970', (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});

test.each(['2026-01-01T00:00:00', 'yesterday', '2026-13-01', ''])('%j is no instant', (text) => {
  expect(() => parseInstant(text)).toThrow(expect.objectContaining({ code: 'config' }));
});

test.each([
  ['Ada@Example.COM ', 'example.com'],
  ['"a@b"@c.example.', 'c.example'],
  ['no address', null],
  ['ada@', null],
  [null, null],
])('the domain of %j is %j', (email, expected) => {
  expect(emailDomain(email)).toBe(expected);
});
