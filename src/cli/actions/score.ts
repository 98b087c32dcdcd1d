import { speakingFor } from '../../explain/arrange.ts';
import { acceptedGates } from '../../monitor/acceptedGates.ts';
import type { ScoreResult } from '../../pipeline/score/score.ts';
import type { RankedAccount, RankedContact } from '../../ranking/ranking.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { listText } from '../listText.ts';
import { plainTable } from '../plainTable.ts';
import { scoringGatesText, unneededText } from '../scoringGatesText.ts';
import { asOfOf, withWorkbench } from '../session.ts';
import { stagesText } from '../stagesText.ts';

export const action: Action = (flags, [program], around) => {
  const accept = acceptedGates((flags.accept as readonly string[] | undefined) ?? []);
  return withWorkbench(flags, around, async (workbench) => {
    const result = await workbench.program(program).score({ ...asOfOf(flags), accept });
    return { data: result, text: scoringText(result) };
  });
};

/** The ten best accounts, or contacts where there are no accounts, and what was published. */
export function scoringText(result: ScoreResult): string {
  const { topAccounts, topContacts } = result;
  const best =
    topAccounts.length > 0
      ? plainTable(
          ['rank', 'account', 'probability', 'score', 'tier', 'contacts', 'why'],
          topAccounts.map((account) =>
            line(account, account.accountName ?? account.accountId, account.eligibleContacts),
          ),
        )
      : plainTable(
          ['rank', 'contact', 'probability', 'score', 'tier', 'why'],
          topContacts.map((contact) => line(contact, contact.contactName ?? contact.contactId)),
        );
  return [
    best,
    '',
    `run ${result.runId}: ${integer(result.contacts)} contacts and ${integer(result.accounts)} accounts published as of ${isoOf(result.asOf)} by ${result.modelId};`,
    ...result.remarks.map((remark) => `! ${printable(sentenceOf(remark))}`),
    ...scoringGatesText(result.gates),
    ...unneededText(result.acceptedUnneeded),
    `${decimal(result.expectedConversions, 1)} conversions expected within the horizon. The lists are the views handraise.candidate and handraise.account_candidate; handraise report writes them as a page.`,
    ...(result.qualification === null ? [] : qualificationText(result.qualification)),
    ...(result.eligibleAsOf > result.asOf
      ? [`Whoever has converted, is in talks or has objected by ${isoOf(result.eligibleAsOf)} is left out.`]
      : []),
  ].join('\n');
}

function qualificationText({ list, stages, anomalies }: NonNullable<ScoreResult['qualification']>): string[] {
  const left = Object.entries({ ...anomalies, ...stages?.anomalies }).map(
    ([what, count]) => `Left aside: ${integer(count)} ${what}.`,
  );
  return ['', ...listText(list), ...(stages === null ? [] : ['', ...stagesText(stages)]), ...left];
}

function line(ranked: RankedAccount | RankedContact, name: string, contacts?: number): string[] {
  const { rank, probability, score, tier, reasons } = ranked;
  const why = speakingFor(reasons)[0]?.sentence ?? '';
  const people = contacts === undefined ? [] : [integer(contacts)];
  return [String(rank), name, percent(probability, 1), String(score), tier, ...people, why];
}
