import type { LearnedProgramProfile } from '../../pipeline/profile/profileReport.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { personaSentences, profileHeadline, strongestValues } from '../../wording/profile.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

/** Values that the terminal shows; the page has all. */
const shown = 12;

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const learned = await workbench.program(program).icp(asOfOf(flags));
    return { data: learned, text: profileText(learned) };
  });

function profileText({ profileId, profile, report }: LearnedProgramProfile): string {
  const rows = strongestValues(profile).slice(0, shown);
  return [
    `Profile ${profileId} of program ${profile.program} as of ${isoOf(profile.asOf)}`,
    profileHeadline(profile),
    ...(rows.length === 0
      ? []
      : [
          plainTable(
            ['what', 'value', 'contacts', 'won', 'rate', 'times the rate of all'],
            rows.map(({ sentence, value, people, won, rate, lift }) => [
              printable(sentence),
              printable(value),
              integer(people),
              integer(won),
              percent(rate, 1),
              decimal(lift, 2),
            ]),
          ),
        ]),
    personaSentences(profile).map(printable).join('\n'),
    `The page: ${report}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
