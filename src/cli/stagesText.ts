import type { StageSummary } from '../pipeline/score/stages.ts';
import type { FollowUpCounts } from '../qualification/serviceLevels/followUp.ts';
import type { TransitionCause } from '../qualification/stages/stageStates.ts';
import { counted, integer, percent } from '../text/format.ts';
import { printable } from './failure.ts';
import { plainTable } from './plainTable.ts';

const moves: Readonly<Record<TransitionCause, string>> = {
  rule: 'went on by a rule',
  exit: 'went back by a rule',
  person: 'moved by people',
  timing: 'given back for timing',
  'wrongly scored': 'given back as wrongly scored',
  'wait over': 'came back after their wait',
  'stage removed': 'began again, as their stage is declared no more',
};

/** Where the contacts stand after a run, what moved, and how soon hand-offs are followed up. */
export function stagesText({ stages, moved, unknown, followUp }: StageSummary): string[] {
  const causes = Object.entries(moved ?? {}) as [TransitionCause, number][];
  return [
    plainTable(
      ['stage', 'contacts'],
      stages.map(({ stage, contacts }) => [stage, integer(contacts)]),
    ),
    ...(moved === null
      ? ['Nobody moves: a later run has moved contacts already.']
      : causes.length === 0
        ? ['Nobody moves.']
        : causes.map(([cause, count]) => `  ${integer(count)} ${moves[cause]}`)),
    ...unknown.map(
      ({ stage, changes }) =>
        `! ${counted(changes, 'stage change')} to ${printable(stage)}, which the program declares neither as a stage nor as what one says`,
    ),
    ...(followUp === null || followUp.length === 0 ? [] : ['', followUpTable(followUp)]),
  ];
}

function followUpTable(followUp: readonly FollowUpCounts[]): string {
  return plainTable(
    ['tier', 'handed over', 'met', 'due', 'breached', 'never acted upon', 'followed up of those over'],
    followUp.map(({ tier, handedOver, met, due, breached, neverActed, acted }) => [
      ...[tier ?? 'not on the list', ...[handedOver, met, due, breached, neverActed].map((count) => integer(count))],
      met + breached === 0 ? '' : percent(acted / (met + breached), 0),
    ]),
  );
}
