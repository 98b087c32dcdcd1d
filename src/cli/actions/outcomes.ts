import type { ProgramOutcomes, RunOutcomes } from '../../ranking/outcomes.ts';
import { decimal, integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { contactedCaveat, notJudged, outcomesSentence, partTitle, sharesText } from '../../wording/outcomes.ts';
import type { Action } from '../command.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const result = await workbench.program(program).outcomes(asOfOf(flags));
    return { data: result, text: outcomesText(result) };
  });

function outcomesText(outcomes: ProgramOutcomes): string {
  const { program, runs, knownUntil, horizonDays } = outcomes;
  const judged = runs.filter(({ state }) => state === 'matured');
  const others = runs.filter(({ state }) => state !== 'matured');
  if (runs.length === 0) return `Program ${program} has published nothing yet.`;
  return [
    ...judged.flatMap((run) => [...ofRun(run), '']),
    ...(judged.length === 0
      ? [
          `No list can be judged yet: its ${integer(horizonDays)} days must be over, and outcomes are known until ${isoOf(knownUntil)}.`,
        ]
      : [
          'Intervals are 95%, of chance alone: they assume that the probabilities are true and that contacts convert independently.',
          contactedCaveat(outcomes),
        ]),
    ...others.map((run) => `· run ${run.runId}, as of ${isoOf(run.asOf)}, is not judged: ${notJudged(run)}`),
  ].join('\n');
}

function ofRun(run: RunOutcomes): string[] {
  const rows = run.parts.map((part) => {
    const [predicted, converted] = sharesText(part);
    return [
      partTitle(part),
      integer(part.entries),
      decimal(part.expected, 1),
      `${integer(part.low)} to ${integer(part.high)}`,
      integer(part.converted),
      predicted,
      converted,
      part.within ? '' : part.converted > part.high ? 'more than expected' : 'fewer than expected',
    ];
  });
  return [
    `${outcomesSentence(run)} Run ${run.runId}, by ${run.modelId}.${run.unknown > 0 ? ` ${integer(run.unknown)} of its contacts are not in the CRM any more.` : ''}`,
    plainTable(['who', 'contacts', 'expected', '95% interval', 'converted', 'predicted', 'came true', ''], rows),
  ];
}
