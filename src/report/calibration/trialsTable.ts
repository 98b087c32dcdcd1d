import { counted } from '../../text/format.ts';
import { settingsText, tunedFamilies } from '../../tuning/settings.ts';
import type { Trial } from '../../tuning/trial.ts';
import { metricHead, metricValue } from '../../wording/metricText.ts';
import { endOfTrial } from '../../wording/tuningSentences.ts';
import { dataTable } from '../dataTable.ts';
import { type Html, html } from '../html.ts';
import { familyName, familyTitle } from './names.ts';

/** Longer tables stay folded until asked for. */
const shownRows = 12;

/** Every trial of a search for settings, those that got furthest first; null where there was no search. */
export function trialsTable(trials: readonly Trial[] = []): Html | null {
  if (trials.length === 0) return null;
  const caption = 'Settings that were tried, on the training rows alone';
  const table = dataTable({
    caption,
    captionHidden: trials.length > shownRows,
    columns: [
      { label: 'Trial', number: true },
      { label: 'Model' },
      { label: 'Settings' },
      { label: 'Judged on', number: true },
      { label: metricHead('logLoss'), number: true },
      { label: 'Minus defaults’', number: true },
      { label: 'What became of it' },
    ],
    rows: inOrder(trials).map((trial) => [
      trial.number,
      familyTitle(trial.family),
      html`${settingsText(trial.settings)}${trial.isDefault && html`<span class="meaning">the defaults</span>`}`,
      `${trial.judged} of ${trial.of}`,
      metricValue('logLoss', trial.logLoss),
      trial.difference &&
        html`<strong>${metricValue('logLoss', trial.difference.value)}</strong><span class="meaning">standard error ${metricValue('logLoss', trial.difference.error)}</span>`,
      html`${trial.end === 'chosen' && html`<span class="badge good">chosen</span> `}${trial.end !== 'chosen' && `${trial.end}: `}${endOfTrial(trial, trials)}`,
    ]),
  });
  return html`<p>${outcome(trials)} Each was fitted on training rows of earlier dates and judged on those of later ones, up to ${trials[0]!.of} times; only those among the best third so far went on. Log losses compare between trials that were judged equally often, those minus the defaults’ always.</p>
${trials.length > shownRows ? html`<details><summary>${caption} (${trials.length})</summary>\n${table}</details>` : table}
`;
}

function outcome(trials: readonly Trial[]): string {
  const chosen = trials.filter(({ end }) => end === 'chosen');
  const found = chosen.map((trial) =>
    trial.isDefault
      ? `The ${familyName(trial.family)} keeps its defaults.`
      : `The ${familyName(trial.family)} takes those of trial ${trial.number}.`,
  );
  return [`${counted(trials.length, 'setting was', 'settings were')} tried.`, ...found].join(' ');
}

function inOrder(trials: readonly Trial[]): readonly Trial[] {
  return trials.toSorted(
    (a, b) =>
      tunedFamilies.indexOf(a.family) - tunedFamilies.indexOf(b.family) ||
      b.judged - a.judged ||
      (a.logLoss < b.logLoss ? -1 : a.logLoss > b.logLoss ? 1 : a.number - b.number),
  );
}
