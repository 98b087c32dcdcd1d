import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderBacktestReport } from '../../src/report/backtestReport.ts';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { modelCardHtml } from '../../src/report/modelCard/html.ts';
import { modelCard } from '../../src/report/modelCard.ts';
import { renderRankedAccountsReport } from '../../src/report/rankedAccountsReport.ts';
import { sampleBacktest } from '../report/sampleBacktest.ts';
import { sampleHistory } from '../report/sampleChanges.ts';
import { sampleModelCard } from '../report/sampleModelCard.ts';
import { sampleCalibrationReport, sampleRankedAccountsReport } from '../report/sampleReports.ts';
import { otherAppearances, seriousViolations } from './axe.ts';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { openReport } from './openReport.ts';

let chromium: TestBrowser;
beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(() => chromium.close());

const summaries = async (page: Page) => {
  for (const summary of await page.locator('summary').all()) await summary.click();
};
const entry = async (page: Page) => {
  for (const part of [page.locator('.toggle').first(), page.locator('.choice').nth(1), page.locator('.sort').first()])
    await part.click();
};
const asItIs = async () => undefined;

const reports = [
  [
    'a calibration report',
    () => renderCalibrationReport({ ...sampleCalibrationReport(), ...sampleHistory() }),
    summaries,
  ],
  ['a ranked-accounts report', () => renderRankedAccountsReport(sampleRankedAccountsReport(40)), entry],
  ['a back-test report', () => renderBacktestReport(sampleBacktest()), asItIs],
  ['a model card', () => modelCardHtml(modelCard(sampleModelCard())), asItIs],
] as const;

const pages = reports.flatMap((report) => otherAppearances.map((appearance) => [...report, ...appearance] as const));

test.each(pages)('%s has no serious accessibility violation', async (_report, render, opened, colorScheme, width) => {
  const { page, close } = await openReport(chromium, render(), { colorScheme, viewport: { width, height: 900 } });
  await opened(page);
  expect(await seriousViolations(page)).toEqual([]);
  await close();
});
