import type { AuditFinding } from '../../features/feature.ts';
import { dataTable } from '../dataTable.ts';
import { counted, decimal, percent } from '../format.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { figureHtml } from './figure.ts';
import type { Section } from './section.ts';
import { strengthsFigure } from './strengths.ts';

const availabilities: Readonly<Record<AuditFinding['availability'], string>> = {
  'event-time': 'dated events',
  stable: 'never changes',
  'created-with': 'set at creation',
  history: 'dated history',
  'current-state': 'today’s value only',
};

/** What is it using? */
export function usingSection(data: CalibrationReportData): Section {
  const figure = strengthsFigure(data);
  const excluded = data.audit.filter(({ verdict }) => verdict === 'excluded');
  const kept = data.audit.filter(({ verdict }) => verdict === 'kept');
  const strongest = data.strengths.reduce<CalibrationReportData['strengths'][number] | null>(
    (best, strength) => (strength.strength > (best?.strength ?? 0) ? strength : best),
    null,
  );
  return {
    id: 'using',
    question: 'What is it using?',
    answer: `${strongest ? `Most of all: ${strongest.sentence}.` : 'No feature at all.'} Of ${counted(data.audit.length, 'feature')}, the availability audit kept ${kept.length} and excluded ${excluded.length}${excluded.length > 0 ? ' for the reasons below' : ''}.`,
    body: html`${figure && figureHtml(figure)}
${
  data.audit.length > 0 &&
  dataTable({
    caption: 'Availability audit: what each feature is, and whether it may be used',
    columns: [
      { label: 'Feature' },
      { label: 'Verdict' },
      { label: 'Reason or remark' },
      { label: 'Known at a past date' },
      { label: 'Missing', number: true },
      { label: 'AUC alone', number: true },
    ],
    rows: [...excluded, ...kept].map((finding) => [
      html`<code><bdi>${finding.feature}</bdi></code>`,
      html`<span class="badge ${finding.verdict === 'kept' ? 'good' : 'poor'}">${finding.verdict}</span>`,
      html`<bdi>${finding.reason}</bdi>`,
      availabilities[finding.availability] ?? finding.availability,
      percent(finding.missingShare, 1),
      decimal(finding.auc, 3),
    ]),
  })
}
<p class="note">“AUC alone” is how well the feature by itself tells the training rows apart; near 1 it usually holds the answer rather than a sign of it.</p>`,
    figures: figure ? [figure] : [],
  };
}
