import { counted, day, decimal, integer, percent } from '../../text/format.ts';
import type { CandidateResult } from '../../training/trainingResult.ts';
import { wholeOf } from '../../training/verdictOf.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { type Html, html, isolated } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { type Answer, areProbabilitiesTrue, canItRank, headline, isItBetter } from './answers.ts';

/** The headline, and the four figures it rests on. */
export function masthead(data: CalibrationReportData, selected: CandidateResult | undefined): Html {
  const blocking = data.gates.filter(({ blocked }) => blocked);
  return html`<header class="masthead">
<p class="eyebrow">Calibration report · ${data.flatFile ? 'file' : 'program'} ${isolated(data.program)} · ${day(data.generatedAt)}</p>
<h1>${isolated(data.title)}</h1>
${data.fallback && html`<p class="banner" role="note"><strong>Points score: too little data.</strong> The minimum for learning a model was not met; the points score stands in${data.flatFile ? '' : ', and is marked so on every published row'}.</p>`}
${blocking.length > 0 && html`<p class="banner" role="note"><strong>${data.flatFile && blocking.some(({ gate }) => gate !== 'file to score') ? 'Not good enough.' : 'Blocked.'}</strong> ${blocking.map((gate) => html`<bdi>${sentenceOf(gate)}</bdi> `)}</p>`}
<p class="headline">${headline(data)}${warnedSentence(data)}</p>
${selected && tiles(data, selected)}
</header>`;
}

function tiles(data: CalibrationReportData, { test }: CandidateResult): Html {
  const better = isItBetter(data.candidateModels);
  const { rocAuc, calibrationSlope } = test.metrics;
  const interval = ({ low, high }: typeof rocAuc, digits: number) =>
    Number.isNaN(low)
      ? 'no interval'
      : `${percent(test.level, 0)} interval ${decimal(low, digits)} to ${decimal(high, digits)}`;
  return html`<ul class="tiles" aria-label="The headline in figures">
${tile('Can it rank?', decimal(rocAuc.value, 2), `ROC AUC, ${interval(rocAuc, 2)}${warnedNote(data)}`, canItRank(test))}
${tile('Probabilities true?', decimal(calibrationSlope.value, 2), `calibration slope, ${interval(calibrationSlope, 2)}`, areProbabilitiesTrue(wholeOf(data)))}
${tile('Is it better?', Number.isNaN(better.share) ? '–' : percent(better.share, 1), `lower log loss than ${better.against}`, better)}
${tile('Judged on', integer(test.positives), `${test.positives === 1 ? 'conversion' : 'conversions'} among ${counted(test.rows, 'row')}${data.unit === 'row' ? '' : ` of ${counted(test.units, data.unit)}`}`)}
</ul>`;
}

/** What is left of the first figure without the columns that may know the outcome. */
function warnedNote({ flatFile }: CalibrationReportData): string {
  const without = flatFile?.withoutWarned;
  return without
    ? `; with the ${counted(without.left.length, 'column')} warned of. Without: ${decimal(without.rocAuc, 2)}`
    : '';
}

function warnedSentence({ flatFile }: CalibrationReportData): string {
  const without = flatFile?.withoutWarned;
  if (!without) return '';
  const many = without.left.length > 1;
  return ` This counts ${counted(without.left.length, 'column')} that may be filled in after the outcome (${without.left.join(', ')}); without ${many ? 'them' : 'it'} the ROC AUC is ${decimal(without.rocAuc, 3)}.`;
}

function tile(label: string, value: string, note: string, answer?: Answer): Html {
  return html`<li class="tile"><span class="tile-label">${label}${answer && html` <span class="badge ${answer.tone}">${answer.word}</span>`}</span><strong class="tile-value">${value}</strong><span class="tile-note">${note}</span></li>
`;
}
