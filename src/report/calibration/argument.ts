import { browserAsset, plotlyScript } from '../browserAsset.ts';
import { type Html, html } from '../html.ts';
import { jsonIsland } from '../jsonIsland.ts';
import { renderPage } from '../page.ts';
import { type Section, sectionHtml } from './section.ts';

/** A self-contained HTML document that reads as an argument: a masthead, then step by step a question and its answer. */
export function renderArgument(of: {
  readonly title: string;
  readonly masthead: Html;
  readonly sections: readonly Section[];
}): string {
  const { title, masthead, sections } = of;
  const plots = sections.flatMap(({ figures }) => figures.map(({ id, plot }) => [id, plot] as const));
  const charts = plots.length > 0 ? plotlyScript() : null;
  return renderPage({
    title,
    style: browserAsset('page.css') + browserAsset('calibration.css'),
    scripts: charts === null ? [] : [charts, browserAsset('figures.js')],
    // plotly.js fills an empty style element of its own by script.
    addedStyles: charts === null ? [] : [''],
    body: html`<a class="skip" href="#argument">Skip to the content</a>
<div class="wide">
${masthead}
<div class="argument">
<nav class="contents" aria-label="Contents"><ol>${sections.map(({ id, question }) => html`<li><a href="#${id}">${question}</a></li>`)}</ol></nav>
<main id="argument" tabindex="-1">
${sections.map((section, i) => sectionHtml(section, i + 1))}</main>
</div>
<footer class="colophon"><p>Made by Handraise. Opens without a network${charts !== null && '; charts by plotly.js (MIT)'}.</p></footer>
</div>
${charts !== null && presentStyles(charts).map((id) => html`<template id="${id}"></template>`)}
${charts !== null && jsonIsland('figures', Object.fromEntries(plots))}`,
  });
}

/**
 * Ids of style sheets that the chart library adds unless an element of that id is there already: those of maps, which these
 * charts do not have and the policy of the page would refuse.
 */
function presentStyles(plotly: string): readonly string[] {
  return [...plotly.matchAll(/getElementById\("([0-9a-f]{64})"\)/g)].map((match) => match[1]!);
}
