import { gravestFirst } from '../../features/audit/auditFeatures.ts';
import type { AuditFinding } from '../../features/feature.ts';
import { dataTable } from '../dataTable.ts';
import { counted, decimal, percent } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { figureHtml } from './figure.ts';
import type { Section } from './section.ts';
import { strengthsFigure } from './strengths.ts';

const availabilities: Readonly<Record<AuditFinding['availability'], string>> = {
  'event-time': 'dated events',
  stable: 'never changing',
  'created-with': 'creation',
  history: 'dated history',
  'current-state': 'today’s value only',
  undated: 'nothing that says when',
};

const badges = { kept: 'good', warned: 'fair', excluded: 'poor' } as const;

/** What is it using? */
export function usingSection(data: CalibrationReportData): Section {
  const figure = strengthsFigure(data);
  const strongest = data.strengths.reduce<CalibrationReportData['strengths'][number] | null>(
    (best, strength) => (strength.strength > (best?.strength ?? 0) ? strength : best),
    null,
  );
  return {
    id: 'using',
    question: 'What is it using?',
    answer: `${strongest ? `Most of all: ${strongest.sentence}.` : 'No feature at all.'} ${auditAnswer(data.audit)}`,
    body: html`${figure && figureHtml(figure)}
${data.audit.length > 0 && auditTable(data.audit)}
${data.audit.length > 0 && rulesList(data.audit)}
<p class="note">All figures but the shift are of the training rows. “Shift” is the population stability index (PSI) from them to ${data.flatFile ? 'the test rows' : 'the contacts who could be approached when the model was trained'}; by convention, not by a test, 0.1 is some and 0.25 a large one. “AUC” is how well the feature by itself tells the rows apart, “assoc.” its association with the outcome: the correlation, of a category Cramér’s V, “AUC of missing” how well the mere lack of a value does; near 1 each usually holds the answer rather than a sign of it.</p>`,
    figures: figure ? [figure] : [],
  };
}

function auditAnswer(audit: readonly AuditFinding[]): string {
  const count = (verdict: AuditFinding['verdict']) => audit.filter((finding) => finding.verdict === verdict).length;
  const overridden = audit.filter(({ override }) => override !== undefined).length;
  const kept = count('kept') + count('warned');
  return `Of ${counted(audit.length, 'feature')}, the availability audit kept ${kept}${count('warned') > 0 ? `, ${count('warned')} of them with a warning,` : ''} and excluded ${count('excluded')}${count('excluded') > 0 ? ' for the reasons below' : ''}.${overridden > 0 ? ` ${counted(overridden, 'feature')} it would have excluded ${overridden === 1 ? 'is' : 'are'} used all the same, because the configuration says so.` : ''}`;
}

function auditTable(audit: readonly AuditFinding[]): Html {
  return dataTable({
    caption: 'Availability audit: what each feature is, and whether it may be used',
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
    rows: gravestFirst(audit).map((finding) => [
      html`<code><bdi>${finding.feature}</bdi></code>`,
      html`<span class="badge ${badges[finding.verdict]}">${finding.verdict}</span>${finding.reason && html`<bdi class="reason">${finding.reason}</bdi>`}`,
      availabilities[finding.availability],
      percent(finding.missingShare, 1),
      decimal(finding.psi, 2),
      decimal(finding.auc, 3),
      decimal(finding.association, 3),
      decimal(finding.missingAuc, 3),
    ]),
  });
}

/** What makes a value known at a past date, per availability in the table. */
function rulesList(audit: readonly AuditFinding[]): Html {
  const rules = new Map(audit.map(({ availability, rule }) => [availabilities[availability], rule]));
  return html`<dl class="facts">${[...rules].map(([availability, rule]) => html`<div><dt>Known by ${availability}</dt><dd>${rule}</dd></div>`)}</dl>`;
}
