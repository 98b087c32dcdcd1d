import type { AuditFinding } from '../../features/feature.ts';
import { counted, decimal, integer } from '../../text/format.ts';
import { strongestFirst } from '../../training/strongestFirst.ts';
import { html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { withInterval } from './answers.ts';
import { auditTable, availabilityList } from './auditTable.ts';
import { dependenceFigure } from './dependence.ts';
import { figureHtml } from './figure.ts';
import type { Section } from './section.ts';
import { ownMeasure } from './strengthMeasures.ts';
import { strengthsFigure } from './strengths.ts';

/** What is it using? */
export function usingSection(data: CalibrationReportData): Section {
  const figures = [strengthsFigure(data), dependenceFigure(data)].filter((figure) => figure !== null);
  return {
    id: 'using',
    question: 'What is it using?',
    answer: `${strengthAnswer(data)} ${auditAnswer(data.audit)}`,
    body: html`${figures.map((figure) => figureHtml(figure))}
${strengthNote(data)}
${data.audit.length > 0 && auditTable(data.audit)}
${data.audit.length > 0 && availabilityList(data.audit)}
<p class="note">All figures of the audit but the shift are of the training rows. “Shift” is the population stability index (PSI) from them to ${data.flatFile ? 'the test rows' : 'the contacts who could be approached when the model was trained'}; by convention, not by a test, 0.1 is some and 0.25 a large one. “AUC” is how well the feature by itself tells the rows apart, “assoc.” its association with the outcome: the correlation, of a category Cramér’s V, “AUC of missing” how well the mere lack of a value does; near 1, the feature usually contains the outcome instead of forecasting it.</p>`,
    figures,
  };
}

function strengthAnswer(data: CalibrationReportData): string {
  const [strongest] = strongestFirst(data.strengths);
  if (!strongest || !(strongest.strength > 0)) return 'No feature at all.';
  const { sentence, permutation } = strongest;
  if (!permutation || !data.featureUse) return `Most of all: ${sentence}.`;
  const { logLoss, rocAuc } = permutation;
  const cost = `rises by ${withInterval(logLoss, data.featureUse.level, 4)}${rocAuc > 0 ? ` and the ROC AUC falls by ${decimal(rocAuc, 3)}` : ''}`;
  if (!(logLoss.value > 0))
    return 'No feature by itself is worth anything on the test rows: they stand in for each other.';
  return `Most of all: ${sentence}. With its values shuffled among the test rows, the log loss ${cost}.`;
}

/** How to read the strengths; null in findings that have but one. */
function strengthNote(data: CalibrationReportData) {
  const { featureUse, strengths } = data;
  if (!featureUse || strengths.length === 0) return null;
  const own = ownMeasure(data);
  const shuffled = strengths.filter(({ permutation }) => permutation).length;
  const some =
    shuffled < strengths.length
      ? ` Of ${counted(strengths.length, 'feature')} used, the ${integer(shuffled)} of the largest mean |SHAP| were shuffled.`
      : '';
  return html`<p class="note">Features that say much the same share their strength: while one is shuffled, another still tells, so that each looks weaker than all of them together are. Mean |SHAP| is how far a feature moves the log-odds of a test row, on average over ${integer(featureUse.contributionRows)} of them, before calibration. “${own.name}” is the model’s own figure, of the training rows: the larger, ${own.meaning}.${some}</p>`;
}

/** What the audit kept and left out, in numbers. */
export function auditAnswer(audit: readonly AuditFinding[]): string {
  const count = (verdict: AuditFinding['verdict']) => audit.filter((finding) => finding.verdict === verdict).length;
  const overridden = audit.filter(({ override }) => override !== undefined).length;
  const kept = count('kept') + count('warned');
  return `Of ${counted(audit.length, 'feature')}, the availability audit kept ${kept}${count('warned') > 0 ? `, ${count('warned')} of them with a warning,` : ''} and excluded ${count('excluded')}${count('excluded') > 0 ? ' for the reasons below' : ''}.${overridden > 0 ? ` ${counted(overridden, 'feature')} it would have excluded ${overridden === 1 ? 'is' : 'are'} used anyway, as the configuration says.` : ''}`;
}
