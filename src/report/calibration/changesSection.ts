import { calibrationTitle } from '../../calibration/calibrators.ts';
import type { Estimate } from '../../evaluation/evaluation.ts';
import type { MetricName } from '../../evaluation/metrics/metrics.ts';
import { counted, day, decimal, integer, percent } from '../../text/format.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import type { ModelChanges, ModelFacts } from '../modelChanges.ts';
import type { CalibrationReportData } from '../reportData.ts';
import { familyName } from './names.ts';
import type { Section } from './section.ts';

type Readable = Exclude<ModelChanges, { unreadable: string }>;

const namesShown = 40;

/** What changed against the last champion? Absent where there was none. */
export function changesSection({ changes }: CalibrationReportData): readonly Section[] {
  if (!changes) return [];
  const question = 'What changed against the last champion?';
  if ('unreadable' in changes)
    return [
      {
        id: 'changes',
        question,
        answer: `The champion before it, ${changes.previousModelId}, cannot be read any more, so it cannot be said.`,
        body: html`<p class="note"><bdi>${changes.unreadable}</bdi></p>`,
        figures: [],
      },
    ];
  return [{ id: 'changes', question, answer: answer(changes), body: body(changes), figures: [] }];
}

function answer({ previous, present, came, went, redefined, sameDates }: Readable): string {
  const family =
    previous.family === present.family
      ? `The family stays the ${familyName(present.family)}`
      : `A ${familyName(present.family)} takes the place of a ${familyName(previous.family)}`;
  const features = `${counted(came.length, 'feature')} came, ${integer(went.length)} went and ${integer(redefined.length)} ${redefined.length === 1 ? 'is' : 'are'} computed in another way`;
  const auc = `ROC AUC was ${decimal(previous.rocAuc.value, 3)} in the test of ${previous.modelId} and is ${decimal(present.rocAuc.value, 3)} in its own`;
  return `${family}; ${features}. ${auc}. ${sameDates ? sentenceOf(sameDates) : 'The two were not judged on the same dates; that is done when it is promoted.'}`;
}

function body(changes: Readable): Html {
  const { previous, present } = changes;
  const line = (name: string, of: (facts: ModelFacts) => HtmlValue) => [name, of(previous), of(present)];
  return html`${dataTable({
    caption: 'The champion before, and this model',
    columns: [
      { label: 'What' },
      { label: html`<code><bdi>${previous.modelId}</bdi></code>` },
      { label: html`<code><bdi>${present.modelId}</bdi></code>` },
    ],
    rows: [
      line('Family', ({ family, fallback }) => `${familyName(family)}${fallback ? ', standing in' : ''}`),
      line('Calibration', ({ calibrationMethod }) => calibrationTitle(calibrationMethod)),
      line('Features', ({ features }) => integer(features)),
      line('Learned from', ({ trained }) => window(trained)),
      line('Judged on', ({ tested }) => `${window(tested)}, ${counted(tested.positives, 'conversion')}`),
      line('Base rate there', ({ tested }) => percent(tested.positives / tested.rows, 2)),
      line(`${metricHead('rocAuc')} there`, ({ rocAuc }) => figure('rocAuc', rocAuc)),
      line(`${metricHead('logLoss')} there`, ({ logLoss }) => figure('logLoss', logLoss)),
      line(`${metricHead('calibrationSlope')} there`, ({ calibrationSlope }) =>
        figure('calibrationSlope', calibrationSlope),
      ),
    ],
  })}
<p class="note">${datesSentence(changes)} ${samenessSentence(changes)}</p>
${names('Features that came', changes.came)}
${names('Features that went', changes.went)}
${names('Features computed in another way', changes.redefined)}
${changes.moved.length > 0 && moved(changes)}`;
}

function datesSentence({ previous, present }: Readable): string {
  const same = previous.tested.from === present.tested.from && previous.tested.to === present.tested.to;
  return same
    ? 'Both were judged on these dates when they were trained, perhaps not on the same rows; the comparison row by row is that of the gate.'
    : 'Each is judged on dates of its own, and those differ: do not read a better model out of these lines. Only the comparison on the same dates tells, and the gate asks for that one.';
}

function samenessSentence({ sameQuestion, sameData, sameProgram }: Readable): string {
  const same = (yes: boolean) => (yes ? 'the same' : 'another');
  return `The question (outcome and horizon) is ${same(sameQuestion)}, the configuration ${same(sameProgram)}, the data ${same(sameData)}.`;
}

function window({ from, to, rows }: ModelFacts['trained']): string {
  return `${day(from)} to ${day(to)}, ${counted(rows, 'row')}`;
}

function figure(name: MetricName, { value, low, high }: Estimate): Html {
  return html`<strong>${metricValue(name, value)}</strong><span class="meaning">${metricValue(name, low)} to ${metricValue(name, high)}</span>`;
}

function names(title: string, features: readonly string[]): Html | null {
  if (features.length === 0) return null;
  const rest = features.length - namesShown;
  return html`<p><strong>${title}:</strong> ${features.slice(0, namesShown).map((name) => html`<code><bdi>${name}</bdi></code> `)}${rest > 0 && `and ${integer(rest)} more`}</p>`;
}

function moved({ moved, previous, present }: Readable): Html {
  const change = (by: number) => `${by > 0 ? '+' : ''}${decimal(100 * by, 1)}`;
  return html`${dataTable({
    caption: 'Strengths that moved most',
    columns: [
      { label: 'Feature' },
      { label: 'Before', number: true },
      { label: 'Now', number: true },
      { label: 'Points', number: true },
    ],
    rows: moved.map(({ sentence, before, now }) => [
      html`<bdi>${sentence}</bdi>`,
      before === 0 ? 'not used' : percent(before, 1),
      now === 0 ? 'not used' : percent(now, 1),
      change(now - before),
    ]),
  })}
<p class="note">The strength of a feature as a share of that of all features of its model.${previous.family === present.family ? '' : ' The two families measure strength in different ways: only large moves mean something.'}</p>`;
}
