import { gravestFirst } from '../../features/audit/auditFeatures.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { counted, decimal, integer, percent } from '../../text/format.ts';
import { auditText } from '../../wording/auditText.ts';
import { availabilityRules } from '../../wording/availability.ts';
import { type DataTable, dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';

/** By availability, what a value is known by. */
export const availabilities: Readonly<Record<AuditFinding['availability'], string>> = {
  'event-time': 'dated events',
  stable: 'never changing',
  'created-with': 'creation',
  history: 'dated history',
  'current-state': 'today’s value only',
  undated: 'nothing that says when',
};

const badges = { kept: 'good', warned: 'fair', excluded: 'poor' } as const;

/** Features up to which all stand in one table. */
const readable = 60;

/** What the audit found, the gravest first; of very many features those it has nothing to say about are folded away. */
export function auditTable(audit: readonly AuditFinding[]): Html {
  const all = gravestFirst(audit);
  const isPlain = ({ verdict, reasons }: AuditFinding) => verdict === 'kept' && reasons.length === 0;
  const plain = all.length > readable ? all.filter(isPlain) : [];
  const told = all.length > readable ? all.filter((finding) => !isPlain(finding)) : all;
  const others = `${counted(plain.length, 'feature')} kept without a remark`;
  return html`${
    told.length > 0 &&
    dataTable({
      caption: `Availability audit: what each feature is, and whether it may be used${plain.length > 0 ? ` (${integer(told.length)} of ${integer(all.length)}; the others were kept without a remark)` : ''}`,
      ...findings(told),
    })
  }
${
  plain.length > 0 &&
  html`<details><summary>${others}</summary>
${dataTable({ caption: `Availability audit: ${others}`, captionHidden: true, ...findings(plain) })}</details>`
}`;
}

function findings(audit: readonly AuditFinding[]): Omit<DataTable, 'caption'> {
  return {
    columns: [
      { label: 'Feature' },
      { label: 'Verdict' },
      { label: 'Known by' },
      { label: 'Missing', number: true },
      { label: 'Shift', number: true },
      { label: 'AUC', number: true },
      { label: 'Assoc.', number: true },
      { label: 'AUC of missing', number: true },
    ],
    rows: audit.map((finding) => [
      html`<code><bdi>${finding.feature}</bdi></code>`,
      html`<span class="badge ${badges[finding.verdict]}">${finding.verdict}</span>${finding.reasons.length > 0 && html`<bdi class="reason">${auditText(finding.reasons)}</bdi>`}`,
      availabilities[finding.availability],
      percent(finding.missingShare, 1),
      decimal(finding.psi, 2),
      decimal(finding.auc, 3),
      decimal(finding.association, 3),
      decimal(finding.missingAuc, 3),
    ]),
  };
}

/** What makes a value known at a past date, per availability in the table. */
export function availabilityList(audit: readonly AuditFinding[]): Html {
  const rules = new Map(
    audit.map(({ availability }) => [availabilities[availability], availabilityRules[availability]]),
  );
  return html`<dl class="facts">${[...rules].map(([availability, rule]) => html`<div><dt>Known by ${availability}</dt><dd>${rule}</dd></div>`)}</dl>`;
}
