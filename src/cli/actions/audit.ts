import type { AuditResult } from '../../pipeline/train/audit.ts';
import { decimal, integer, percent } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { auditText as textOf } from '../../wording/auditText.ts';
import { availabilityRules } from '../../wording/availability.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import { asOfOf, withWorkbench } from '../session.ts';

export const action: Action = (flags, [program], around) =>
  withWorkbench(flags, around, async (workbench) => {
    const result = await workbench.program(program).audit(asOfOf(flags));
    return { data: result, text: auditText(result) };
  });

const header = ['verdict', 'feature', 'known by', 'missing', 'PSI', 'AUC', 'association', 'missing AUC'];

/** The figures as a table, the reasons below, and what the availabilities in the table mean. */
function auditText({
  program,
  asOf,
  trainingRows,
  trainingPositives,
  rowsNow,
  findings,
  remarks,
}: AuditResult): string {
  const rows = findings.map((finding) => [
    finding.verdict,
    finding.feature,
    finding.availability,
    percent(finding.missingShare, 1),
    decimal(finding.psi, 2),
    decimal(finding.auc, 3),
    decimal(finding.association, 3),
    decimal(finding.missingAuc, 3),
  ]);
  const marks = { excluded: '✗', warned: '!', kept: '·' } as const;
  const reasons = findings
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ verdict, feature, reasons }) => `${marks[verdict]} ${printable(feature)}: ${printable(textOf(reasons))}`);
  const rules = new Map(findings.map(({ availability }) => [availability, availabilityRules[availability]]));
  const count = (verdict: string) => integer(findings.filter((finding) => finding.verdict === verdict).length);
  return [
    `Program ${program}: ${integer(trainingRows)} training rows with ${integer(trainingPositives)} conversions, compared with ${integer(rowsNow)} contacts as of ${isoOf(asOf)}`,
    plainTable(header, rows),
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    ...remarks.map((remark) => printable(sentenceOf(remark))),
    [...rules].map(([availability, rule]) => `${availability}: ${rule}`).join('\n'),
    `${count('excluded')} excluded, ${count('warned')} kept with a warning, ${count('kept')} kept`,
  ].join('\n\n');
}
