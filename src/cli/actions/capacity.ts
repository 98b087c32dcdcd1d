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
    `${sentence(asked)} within ${integer(horizonDays)} days`,
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

function sentence({ capacity, taken, cut, expected: count, low, high }: CapacityLine): string {
  const short = taken < capacity ? `: the list has only ${integer(taken)}` : '';
  const at =
    cut === null
      ? taken === 0
        ? 'take nobody'
        : 'follow what people moved up or down, so that no probability is the cut'
      : `put the cut at ${probabilityText(cut)}`;
  return `${integer(capacity)} a week${short} ${at}: expect ${expected(count)} (${integer(low)} to ${integer(high)}) of them to convert`;
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
