import type { OutcomeDescription, OutcomeExample, OutcomeLag } from '../../pipeline/outcome/outcomeDescription.ts';
import { counted, decimal, integer, missing, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const described = await workbench.program(program).outcome(asOfOf(flags));
    return { data: described, text: outcomeText(described) };
  });

function outcomeText(described: OutcomeDescription): string {
  const { program, asOf, recordedUntil, outcomes, contacts, kinds, months, places, examples, overlaps, notices } =
    described;
  return [
    `Program ${program} as of ${isoOf(asOf)}: ${counted(outcomes, 'outcome')} of ${counted(contacts, 'contact')}, recorded until ${isoOf(recordedUntil)}`,
    ...notices.map((one) => printable(sentenceOf(one))),
    ...table(
      'Kinds of outcomes',
      ['kind', 'outcomes', 'taken'],
      kinds.map(({ kind, outcomes: count, taken }) => [kind ?? missing, integer(count), taken ? 'yes' : 'no']),
    ),
    ...table(
      'By month',
      ['month', 'outcomes'],
      months.map(({ month, outcomes: count }) => [month, integer(count)]),
    ),
    ...table(
      'What training makes of them',
      ['place', 'outcomes'],
      places.map(({ place, outcomes: count }) => [place, integer(count)]),
    ),
    ...table('Examples that count', exampleHead, examples.in.map(exampleRow)),
    ...table('Examples that do not', exampleHead, examples.out.map(exampleRow)),
    ...lagTables(described),
    ...table(
      'Other programs',
      ['program', 'contacts with its outcome', 'with both', 'its outcome first'],
      overlaps.map((one) => [one.program, integer(one.contacts), integer(one.both), integer(one.otherFirst)]),
    ),
  ].join('\n\n');
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : [`${title}\n${plainTable(head, rows)}`];
}

const exampleHead = ['contact', 'name', 'date', 'outcome', 'days', 'why'];

function exampleRow({ contactId, contactName, asOf, occurredAt, days, reason }: OutcomeExample): readonly string[] {
  const date = (instant: number | null) => (instant === null ? missing : isoOf(instant));
  return [
    contactId,
    contactName ?? missing,
    date(asOf),
    date(occurredAt),
    days === null ? missing : decimal(days, 1),
    reason,
  ];
}

function lagTables({ fromFirstTouch, fromFirstDate }: OutcomeDescription): readonly string[] {
  const lags = [
    ['first event', fromFirstTouch],
    ['first date as a candidate', fromFirstDate],
  ] as const;
  const head = (figures: OutcomeLag) => figures.quantiles.map(({ share }) => percent(share, 0));
  const spans = fromFirstDate.within.map(({ days }) => `${integer(days)} days`);
  return [
    ...table(
      'Days to the outcome, by share of the contacts that reach it',
      ['from the', 'contacts', 'without', ...head(fromFirstDate)],
      lags.map(([from, lag]) => [
        from,
        integer(lag.contacts),
        integer(lag.without),
        ...lag.quantiles.map(({ days }) => figure(days, (found) => decimal(found, 1))),
      ]),
    ),
    ...table(
      'Share that reaches it within so many days, of those watched for 180 days',
      ['from the', 'watched', ...spans],
      lags.map(([from, lag]) => [
        from,
        integer(lag.watched),
        ...lag.within.map(({ share }) => figure(share, (found) => percent(found, 0))),
      ]),
    ),
  ];
}

function figure(value: number, text: (value: number) => string): string {
  return Number.isNaN(value) ? missing : text(value);
}
