import { expect, it } from 'vitest';
import { catalogue } from '../../src/notice/catalogue.ts';
import { gateNotice, notice } from '../../src/notice/notice.ts';
import { gateNoticeSchema, noticeSchema } from '../../src/notice/noticeSchema.ts';

it('has one code for one kind, each H and three digits', () => {
  const codes = Object.values(catalogue).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^H[1-8]\d\d$/);
});

it('reads what it wrote as JSON, a figure that is undefined included', () => {
  const said = notice('training-rows-hidden', { tables: ['crm.people'] });
  expect(noticeSchema.parse(JSON.parse(JSON.stringify(said)))).toEqual(said);
  const gate = gateNotice('scores', 'probabilities-shifted', true, { psi: Number.NaN, mostShift: 0.25 });
  expect(gateNoticeSchema.parse(JSON.parse(JSON.stringify(gate)))).toEqual(gate);
});

it('refuses a kind there is not and figures of another shape', () => {
  const said = { code: 'H401', kind: 'training-rows-hidden', severity: 'warning' };
  expect(noticeSchema.safeParse({ ...said, figures: { tables: ['a'] } }).success).toBe(true);
  expect(noticeSchema.safeParse({ ...said, figures: { tables: 'a' } }).success).toBe(false);
  expect(noticeSchema.safeParse({ ...said, kind: 'other', figures: { tables: ['a'] } }).success).toBe(false);
});
