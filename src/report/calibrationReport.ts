import { browserAsset, plotlyScript } from './browserAsset.ts';
import { comparisonSection } from './calibration/comparisonSection.ts';
import { dataSection } from './calibration/dataSection.ts';
import { leftOutSection } from './calibration/leftOutSection.ts';
import { masthead } from './calibration/masthead.ts';
import { mindSection } from './calibration/mindSection.ts';
import { rankSection } from './calibration/rankSection.ts';
import { type Section, sectionHtml } from './calibration/section.ts';
import { slicesSection } from './calibration/slicesSection.ts';
import { truthSection } from './calibration/truthSection.ts';
import { usingSection } from './calibration/usingSection.ts';
import { html } from './html.ts';
import { jsonIsland } from './jsonIsland.ts';
import { renderPage } from './page.ts';
import type { CalibrationReportData } from './reportData.ts';

/**
 * The calibration report for those who judge a model: one self-contained HTML document that reads as an argument, from
 * whether the model can rank to what to mind.
 */
export function renderCalibrationReport(data: CalibrationReportData): string {
  const champion = data.contestants.find((contestant) => contestant.champion);
  const sections: readonly Section[] = [
    ...(champion && champion.test.rows > 0 ? [rankSection(data, champion), truthSection(data, champion)] : []),
    ...slicesSection(data),
    comparisonSection(data),
    dataSection(data),
    usingSection(data),
    leftOutSection(data),
    mindSection(data),
  ];
  const plotly = plotlyScript();
  const plots = sections.flatMap(({ figures }) => figures.map(({ id, plot }) => [id, plot] as const));
  return renderPage({
    title: `${data.title} – calibration report, ${data.modelId}`,
    style: browserAsset('page.css') + browserAsset('calibration.css'),
    scripts: [plotly, browserAsset('figures.js')],
    // plotly.js fills an empty style element of its own by script.
    addedStyles: [''],
    body: html`<a class="skip" href="#argument">Skip to the argument</a>
<div class="wide">
${masthead(data, champion)}
<div class="argument">
<nav class="contents" aria-label="Contents"><ol>${sections.map(({ id, question }) => html`<li><a href="#${id}">${question}</a></li>`)}</ol></nav>
<main id="argument" tabindex="-1">
${sections.map((section, i) => sectionHtml(section, i + 1))}</main>
</div>
<footer class="colophon"><p>Made by Handraise. Opens without a network; charts by plotly.js (MIT).</p></footer>
</div>
${presentStyles(plotly).map((id) => html`<template id="${id}"></template>`)}
${jsonIsland('figures', Object.fromEntries(plots))}`,
  });
}

/**
 * Ids of style sheets that the chart library adds unless an element of that id is there already: those of maps, which these
 * charts do not have and the policy of the page would refuse.
 */
function presentStyles(plotly: string): readonly string[] {
  return [...plotly.matchAll(/getElementById\("([0-9a-f]{64})"\)/g)].map((match) => match[1]!);
}
