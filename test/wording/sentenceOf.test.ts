import { expect, it } from 'vitest';
import { gateNotice, notice } from '../../src/notice/notice.ts';
import { sentenceOf, withSentences } from '../../src/wording/sentenceOf.ts';
import { wordings } from '../../src/wording/wordings.ts';

it('puts the sentence beside the figures of every notice in plain data, and nowhere else', () => {
  const said = notice('training-rows-hidden', { tables: ['crm.people'] });
  const data = { warnings: [said], gates: { kind: 'train', code: 3 }, asOf: 5 };
  expect(withSentences(data)).toEqual({ ...data, warnings: [{ ...said, sentence: sentenceOf(said) }] });
});

it('puts beside a gate of promotion what it asks and measured', () => {
  const gate = gateNotice('points', 'against-points', true, { difference: { value: 0.1, low: -0.1, high: 0.2 } });
  expect(withSentences(gate)).toEqual({
    ...gate,
    sentence: 'It is not better than the points score: log loss differs by 0.1000 (−0.1000 to 0.2000).',
    asked: 'log loss below that of the points score',
    measured: '0.1000 (−0.1000 to 0.2000)',
  });
});

it('says the likely cause of a gate only where it blocks', () => {
  const at = (blocked: boolean) =>
    sentenceOf(
      gateNotice('events', 'rows-recounted', blocked, {
        ...{ of: 'events', before: '2026-07-01T00:00:00.000Z', was: 126414, now: 6321 },
        bounds: { least: 0.75, most: 1.5 },
      }),
    );
  const measured =
    'There are 6,321 events in the 90 days before 1\u00a0July\u00a02026, and the earlier run counted 126,414 (5.0%; allowed: 75% to 150%).';
  expect(at(false)).toBe(measured);
  expect(at(true)).toBe(
    `${measured} Likely cause: rows were deleted or got new dates, a load has not finished, or a filter or row-level security hides them.`,
  );
});

it('puts beside what check finds what it does and what to change, too', () => {
  const found = notice('unknown-contact', {
    ...{ entity: 'event', field: 'contactId', rows: 1200, examples: ['a', 'b'] },
  });
  expect(withSentences([found])).toEqual([
    {
      ...found,
      sentence: 'event: contactId names no contact of the CRM (1,200 rows).',
      effect: 'these rows are left out and counted',
      remedy: 'load the missing contacts, or map contactId onto the id that contacts have',
    },
  ]);
});

it('says of every kind what it means and what to do', () => {
  for (const [kind, { meaning, advice }] of Object.entries(wordings)) {
    expect(meaning, kind).toMatch(/^[A-Z`].*\.$/s);
    expect(advice, kind).toMatch(/^[A-Z`].*[.`]$/s);
  }
});
