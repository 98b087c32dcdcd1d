import { limits } from '../../api/limits.ts';
import type { CapacityPlan } from '../../pipeline/operate/capacity.ts';
import type { CapacityLine } from '../../ranking/capacity.ts';
import { decimal, expected, integer, missing, percent, probabilityText } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';
import { wholeNumber } from '../wholeNumber.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const perWeek = wholeNumber('per-week', flags.perWeek, limits.perWeek.least, limits.perWeek.most);
    const plan = await workbench.program(program).capacity(perWeek);
    return { data: plan, text: capacityText(plan) };
  });

function capacityText(plan: CapacityPlan): string {
  const { asked, half, double, contacts, expectedConversions, horizonDays } = plan;
  return [
    sentence(asked, horizonDays),
    '',
    plainTable(
      ['contacts', 'cut', 'expected conversions', '95% interval', 'of all expected', 'per contact'],
      [half, asked, double].map((line) => row(line, expectedConversions)),
    ),
    '',
    `Of ${integer(contacts)} contacts published as of ${isoOf(plan.asOf)} by ${plan.modelId}, ${expected(expectedConversions)} conversions are expected in all. The interval`,
    'covers chance only: it assumes that the probabilities are true and that contacts convert independently.',
  ].join('\n');
}

function sentence({ capacity, taken, cut, expected: count, low, high }: CapacityLine, horizonDays: number): string {
  if (taken === 0) return `${integer(capacity)} a week: nobody is on the list`;
  const short = taken < capacity ? ` (the list has only ${integer(taken)})` : '';
  const where =
    cut === null
      ? ': people moved contacts up or down, so no probability marks the cut'
      : ` put the cut at ${probabilityText(cut)}`;
  return `${integer(capacity)} a week${short}${where}. Expect ${expected(count)} (${integer(low)} to ${integer(high)}) of them to convert within ${integer(horizonDays)} days`;
}

function row({ taken, cut, expected: count, low, high }: CapacityLine, all: number): string[] {
  return [
    integer(taken),
    cut === null ? missing : percent(cut, 1),
    decimal(count, 1),
    `${integer(low)} to ${integer(high)}`,
    all > 0 ? percent(count / all, 1) : missing,
    taken > 0 ? percent(count / taken, 1) : missing,
  ];
}
