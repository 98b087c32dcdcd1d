import { counted, day } from '../format.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { familyName, methodName } from './names.ts';
import type { Section } from './section.ts';

/** What to mind? */
export function mindSection(data: CalibrationReportData): Section {
  const held = data.gates.filter((gate) => gate.held);
  return {
    id: 'mind',
    question: 'What to mind',
    answer: `${data.warnings.length === 0 ? 'There are no warnings.' : `There ${data.warnings.length === 1 ? 'is' : 'are'} ${counted(data.warnings.length, 'warning')}.`} ${held.length === 0 ? 'No gate keeps the model from being published.' : `${counted(held.length, 'gate')} ${held.length === 1 ? 'keeps' : 'keep'} the model from being published.`}`,
    body: html`${data.warnings.length > 0 && html`<ul class="warnings">${data.warnings.map((warning) => html`<li><bdi>${warning}</bdi></li>`)}</ul>`}
${data.gates.length > 0 && gates(data)}
<h3>To get the same again</h3>
<dl class="facts">
${fact('Model', html`<code><bdi>${data.modelId}</bdi></code>`)}
${fact('Family', familyName(data.family))}
${fact('Calibration', methodName(data.calibrationMethod))}
${fact('Seed', html`<code>${String(data.seed)}</code>`)}
${fact('Data fingerprint', html`<code>${data.dataFingerprint}</code>`)}
${fact('Program', html`<bdi>${data.program}</bdi>`)}
${fact('Outcome', html`<bdi>${data.outcome}</bdi>`)}
${fact('Report made', day(data.generatedAt))}
</dl>
<p class="note">The same data, configuration and seed give the same figures to the last digit.</p>`,
    figures: [],
  };
}

function gates({ gates }: CalibrationReportData): Html {
  return html`<h3>Gates</h3>
<ul class="gates">${gates.map(
    ({ gate, held, sentence }) =>
      html`<li><span class="badge ${held ? 'poor' : 'good'}">${held ? 'held' : 'passed'}</span><span><strong><bdi>${gate}</bdi></strong> <bdi>${sentence}</bdi></span></li>`,
  )}</ul>`;
}

function fact(name: string, value: HtmlValue): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
