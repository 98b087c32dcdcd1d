import { calibrationTitle } from '../../calibration/calibrators.ts';
import type { GateNotice } from '../../notice/notice.ts';
import { counted, day, integer } from '../../text/format.ts';
import { askedAndMeasured, sentenceOf } from '../../wording/sentenceOf.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { CalibrationReportData, ModelDecision } from '../reportData.ts';
import { familyName } from './names.ts';
import type { Section } from './section.ts';
import { wordsOf } from './words.ts';

/** Should it go live? Or, of a flat file, be used? */
export function liveSection(data: CalibrationReportData): Section {
  const { warnings, decision } = data;
  const gates = decision?.gates ?? data.gates;
  const warned =
    warnings.length === 0
      ? 'There are no warnings.'
      : `There ${warnings.length === 1 ? 'is' : 'are'} ${counted(warnings.length, 'warning')}.`;
  return {
    id: 'live',
    question: data.flatFile ? 'Should it be used?' : 'Should it go live?',
    answer: `${gatesSentence(data, gates)} ${warned}`,
    body: html`${
      warnings.length > 0 &&
      html`<h3>Warnings</h3>
<ul class="warnings">${warnings.map((warning) => html`<li><bdi>${sentenceOf(warning)}</bdi></li>`)}</ul>`
    }
${gates.length > 0 && gatesList(gates)}
${decision && decisionFacts(decision)}
<h3>How to get the same figures again</h3>
<dl class="facts">
${fact('Model', html`<code><bdi>${data.modelId}</bdi></code>`)}
${fact('Family', familyName(data.family))}
${fact('Calibration', calibrationTitle(data.calibrationMethod))}
${fact('Seed', html`<code>${String(data.seed)}</code>`)}
${fact('Data fingerprint', html`<code>${data.dataFingerprint}</code>`)}
${fact(data.flatFile ? 'File' : 'Program', html`<bdi>${data.program}</bdi>`)}
${fact('Outcome', html`<bdi>${data.outcome}</bdi>`)}
${fact('Report made', day(data.generatedAt))}
</dl>
<p class="note">The same data, configuration and seed give the same figures to the last digit.</p>`,
    figures: [],
  };
}

/** What was decided or, before that, what the gates say. */
function gatesSentence(data: CalibrationReportData, gates: readonly GateNotice[]): string {
  const { decision, fallback, serving } = data;
  const blocking = gates.filter(({ blocked }) => blocked).length;
  const of = `${integer(blocking)} of ${counted(gates.length, 'gate')}`;
  const since = serving === false ? ' Another model is the champion now.' : '';
  if (decision) {
    const on = `on ${day(decision.decidedAt)}`;
    const over =
      decision.previousModelId && decision.previousModelId !== data.modelId
        ? ` in place of ${decision.previousModelId}`
        : '';
    if (decision.action === 'refuse') return `No: ${of} blocked it ${on}.${since}`;
    if (decision.action === 'override')
      return `It went live ${on}${over}, although ${of} blocked it: somebody decided so.${since}`;
    if (decision.action === 'rollback') return `It became champion again ${on}${over}.${since}`;
    return `Yes: ${fallback ? 'as a points score that stands in, ' : ''}it passed all ${counted(gates.length, 'gate')} and went live ${on}${over}.${since}`;
  }
  const { use } = wordsOf(data);
  if (gates.length === 0) return 'It has no gates.';
  if (blocking > 0) return `No: ${of} ${blocking === 1 ? 'blocks' : 'block'} the model, so it should not be ${use}.`;
  if (fallback) return `Only until there is more data: no gate blocks the points score.`;
  return data.flatFile
    ? `Yes: it passes all ${counted(gates.length, 'gate')}.`
    : `Yes, so far: it passes all ${counted(gates.length, 'gate')} of its training. When it is promoted, it is also compared with the champion.`;
}

function gatesList(gates: readonly GateNotice[]): Html {
  return html`<h3>Gates</h3>
<ul class="gates">${gates.map((gate) => {
    const { asked, measured } = askedAndMeasured(gate);
    return html`<li><span class="badge ${gate.blocked ? 'poor' : 'good'}">${gate.blocked ? 'blocked' : 'passed'}</span><span><strong><bdi>${gate.gate}</bdi></strong> <bdi>${sentenceOf(gate)}</bdi>${
      asked && html`<span class="meaning">Required: <bdi>${asked}</bdi>. Measured: <bdi>${measured}</bdi>.</span>`
    }</span></li>`;
  })}</ul>`;
}

const actions: Readonly<Record<ModelDecision['action'], string>> = {
  promote: 'promoted',
  override: 'promoted although gates blocked it',
  rollback: 'made champion again',
  refuse: 'not promoted',
};

function decisionFacts({ action, decidedAt, decidedBy, reason, previousModelId }: ModelDecision): Html {
  return html`<h3>What was decided last</h3>
<dl class="facts">
${fact('Decision', actions[action])}
${fact('When', day(decidedAt))}
${fact('By', html`<bdi>${decidedBy}</bdi>`)}
${fact('Champion then', previousModelId === null ? 'none' : html`<code><bdi>${previousModelId}</bdi></code>`)}
${reason !== null && fact('Reason', html`<bdi>${reason}</bdi>`)}
</dl>`;
}

function fact(name: string, value: HtmlValue): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
