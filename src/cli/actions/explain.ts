import type { CandidateExplanation, ExplainedAccount } from '../../pipeline/operate/explainCandidate.ts';
import { rollUpTitle } from '../../ranking/accounts/rollUps.ts';
import { counted, decimal, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';
import { standingText } from '../standingText.ts';

export const action: Action = (flags, [contact = '', program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const explanation = await workbench.program(program).explain(contact);
    return { data: explanation, text: explanationText(explanation) };
  });

function explanationText({ contact, run, interval, account, evidence }: CandidateExplanation): string {
  const rows = contact.reasons.map(({ group, contribution, sentence }) => [
    group,
    contribution >= 0 ? `+${decimal(contribution, 3)}` : decimal(contribution, 3),
    sentence,
  ]);
  return [
    `${printable(contact.contactName ?? contact.contactId)}: rank ${contact.rank}, probability ${percent(contact.probability, 1)}, score ${contact.score}, tier ${contact.tier}`,
    intervalText(interval),
    ...(account ? [accountText(account)] : []),
    `run ${run.runId}, model ${run.modelId} (${run.checksum}), as of ${isoOf(contact.asOf)}`,
    '',
    plainTable(
      ['reason', 'log-odds', 'what was seen'],
      [['everybody', decimal(contact.baseMargin, 3), 'where everybody starts'], ...rows],
    ),
    `sum of the above = margin ${decimal(contact.margin, 6)}, before calibration`,
    ...standingText(contact, evidence),
  ].join('\n');
}

function accountText({
  accountName,
  accountId,
  rank,
  probability,
  eligibleContacts,
  method,
}: ExplainedAccount): string {
  const people = counted(eligibleContacts, 'eligible contact');
  const made = method === null ? '' : ` (how they are combined: ${rollUpTitle(method)})`;
  return `account ${printable(accountName ?? accountId)}: rank ${rank}, probability ${percent(probability, 1)} that at least one of its ${people} converts${made}`;
}

function intervalText(interval: CandidateExplanation['interval']): string {
  if ('unknown' in interval) return `how certain the probability is, is not known: ${interval.unknown}`;
  const { low, high } = interval;
  return `by earlier contacts like this one, the probability lies between ${percent(low, 1)} and ${percent(high, 1)} (Venn–Abers)`;
}
