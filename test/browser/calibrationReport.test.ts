import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderCalibrationReport } from '../../src/report/calibrationReport.ts';
import { auditText } from '../../src/wording/auditText.ts';
import { hostileCalibrationReport } from '../report/hostile.ts';
import { sampleHistory } from '../report/sampleChanges.ts';
import { wideCalibrationReport } from '../report/sampleFeatureUse.ts';
import { sampleCalibrationReport } from '../report/sampleReports.ts';
import { pageWidth, wasHit } from './ask.ts';
import { appearances, seriousViolations } from './axe.ts';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { openReport } from './openReport.ts';

let chromium: TestBrowser;
beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(() => chromium.close());

const data = sampleCalibrationReport();
const history = sampleHistory();
const html = renderCalibrationReport({ ...data, ...history });
const hostile = renderCalibrationReport(hostileCalibrationReport({ ...data, ...history }));
const figures = [
  ...['gains', 'lift', 'precision', 'reliability', 'by-date', 'reliability-over-time', 'account-reliability'],
  ...['account-roll-ups', 'strengths', 'dependence'],
];

/** Moves the mouse onto the n-th mark of a figure and gives the hover that appears. */
async function hover(page: Page, figure: string, mark: string, n: number): Promise<{ text: string; html: string }> {
  await page.mouse.move(0, 0);
  await page.waitForFunction("document.querySelectorAll('.hoverlayer .hovertext').length === 0");
  const target = page.locator(`[data-figure="${figure}"] ${mark}`).nth(n);
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
  const layer = page.locator(`[data-figure="${figure}"] .hoverlayer .hovertext`);
  await layer.first().waitFor({ state: 'attached', timeout: 5000 });
  return { text: (await layer.first().textContent())!, html: await layer.first().innerHTML() };
}

describe('a calibration report opened from a file', () => {
  test('draws every figure, asks the network for nothing and complains of nothing', async () => {
    const { page, address, requests, complaints, close } = await openReport(chromium, html);
    for (const figure of figures)
      expect(await page.locator(`[data-figure="${figure}"] svg.main-svg`).count()).toBeGreaterThan(0);
    expect(await page.locator('[data-figure]').count()).toBe(figures.length);
    expect(await page.locator('[data-figure="reliability-over-time"] .subplot').count()).toBe(data.overTime!.length);
    expect((await hover(page, 'reliability-over-time', '.points path', 0)).text).toMatch(
      /^1\s+September\s+2025Said .*Happened .* to .*rows$/,
    );
    const { text } = await hover(page, 'strengths', '.bars .point path', 0);
    expect(text).toContain('views of the pricing page in the last 7 days');
    expect(text).toContain('Rise of the log loss 0.0145 (0.0095 to 0.0191)');
    expect((await hover(page, 'dependence', '.scatterlayer .points path', 1)).text).toMatch(
      /^views of the pricing page in the last 7 days1Mean probability 3\.\d\d%7\.5% of the test rows$/,
    );
    expect(await page.locator('[data-figure="dependence"] .subplot').count()).toBe(2 * data.featureUse!.curves.length);
    expect((await hover(page, 'reliability', '.scatterlayer .trace:last-child .points path', 14)).text).toMatch(
      /^After calibration.*Predicted .*Observed .*rows$/,
    );
    await page.setViewportSize({ width: 500, height: 800 });
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('gives each figure a caption, a text alternative and its numbers', async () => {
    const { page, close } = await openReport(chromium, html);
    for (const figure of await page.locator('figure').all()) {
      expect((await figure.locator('figcaption').textContent())!.length).toBeGreaterThan(40);
      const plot = figure.locator('[role="img"]');
      expect((await plot.getAttribute('aria-label'))!.length).toBeGreaterThan(40);
      await figure.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await figure.locator('details table tbody tr').count()).toBeGreaterThan(3);
      expect(await figure.locator('details table').isVisible()).toBe(true);
    }
    await close();
  });

  test('follows the colour scheme while it is open, and prints on white', async () => {
    const { page, complaints, close } = await openReport(chromium, html, { colorScheme: 'light' });
    const barColour = async () => {
      const style = await page.locator('[data-figure="strengths"] .bars .point path').first().getAttribute('style');
      return /fill: ([^;]+)/.exec(style ?? '')?.[1];
    };
    const light = await barColour();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(barColour, { timeout: 10_000 }).not.toBe(light);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await expect.poll(barColour, { timeout: 10_000 }).toBe(light);
    expect(await page.locator('.contents:visible, .skip:visible').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('shows its numbers without scripting', async () => {
    const { page, complaints, close } = await openReport(chromium, html, { javaScriptEnabled: false });
    expect(await page.getByText('The figure is drawn by a script').count()).toBe(figures.length);
    await page.locator('summary').first().click();
    expect(await page.locator('details[open] table').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a calibration report of hostile names', () => {
  test('shows them as text in the page and in every hover', async () => {
    const { page, address, requests, complaints, close } = await openReport(chromium, hostile);
    const text = await page.locator('main').textContent();
    expect(text).toContain('<img src=x onerror="window.hit=1">');
    expect(text).toContain('</script><script>window.hit=2</script>');
    expect(text).toContain('␛[31mred');
    const seen: string[] = [];
    for (let bar = 0; bar < 20; bar++) {
      const { text, html } = await hover(page, 'strengths', '.bars .point path', bar);
      expect(html).not.toMatch(/<(a|b|i|img|script|style)\b|font-weight: ?bold/i);
      seen.push(text);
    }
    expect(seen[0]).toContain('<img src=x onerror="window.hit=1">');
    expect(seen[8]).toContain('<a href="javascript:window.hit=4">link</a>');
    expect(seen[9]).toContain('<b>bold</b> &lt;i&gt; &amp;amp;');
    expect(seen[12]).toContain('%{customdata}');
    const labels = await page.locator('[data-figure="strengths"] .annotation-text').allTextContents();
    expect(labels.some((label) => label.includes('<a href="javascript:window.hit=4">'))).toBe(true);
    expect(await wasHit(page)).toBe(false);
    expect(
      await page.locator('img, iframe, main a, svg a, [onerror], [onmouseover], [onfocus], [autofocus]').count(),
    ).toBe(0);
    expect(await page.locator('script').count()).toBe(4);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a calibration report of 500 features', () => {
  const report = wideCalibrationReport(data, 500);
  const wide = renderCalibrationReport(report);

  test('is below 5 MB', () => {
    expect(Buffer.byteLength(wide)).toBeLessThan(5e6);
  });

  test('draws its figures and holds every feature, accessibly, in the dark on a telephone', async () => {
    const width = 390;
    const { page, address, requests, complaints, close } = await openReport(chromium, wide, {
      colorScheme: 'dark',
      viewport: { width, height: 900 },
    });
    for (const figure of figures)
      expect(await page.locator(`[data-figure="${figure}"] svg.main-svg`).count()).toBeGreaterThan(0);
    const section = page.locator('section[aria-labelledby="using"]');
    expect((await section.boundingBox())!.height).toBeLessThan(7000);
    for (const summary of await section.locator('summary').all()) await summary.click();
    expect(await section.locator('.scroll[aria-label^="Numbers of: The 20 strongest"] tbody tr').count()).toBe(500);
    expect(await section.locator('.scroll[aria-label^="Availability audit"] tbody tr').count()).toBe(500);
    for (const table of await section.locator('.scroll').all())
      expect((await table.boundingBox())!.height).toBeLessThanOrEqual(44 * 16);
    expect(await pageWidth(page)).toBe(width);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });
});

describe('a calibration report everybody can read', () => {
  test.each(appearances)('has no serious accessibility violation, %s, %i px wide', async (colorScheme, width) => {
    const { page, close } = await openReport(chromium, html, { colorScheme, viewport: { width, height: 900 } });
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });

  test('has no serious accessibility violation as a fallback that is blocked', async () => {
    const gates = data.gates.map((gate) => ({ ...gate, blocked: true }));
    const report = renderCalibrationReport({ ...data, fallback: true, gates, audit: [], strengths: [] });
    const { page, complaints, close } = await openReport(chromium, report);
    expect(await seriousViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ['ordinary', html],
    ['hostile', hostile],
  ])('does not scroll sideways, opened narrow and widened, with %s names', async (_names, report) => {
    const height = 900;
    const { page, close } = await openReport(chromium, report, { viewport: { width: 360, height } });
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const width of [360, 768, 1440, 1600]) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => pageWidth(page), { timeout: 10_000 }).toBe(width);
    }
    await close();
  });

  test.each([
    [1440, ['Feature', 'Verdict', 'Known by', 'Missing', 'Shift', 'AUC', 'Assoc.', 'AUC of missing']],
    [360, ['Feature', 'Verdict']],
  ])('shows of the audit, at %i px and without scrolling, each reason beside its feature', async (width, titles) => {
    const { page, close } = await openReport(chromium, html, { viewport: { width, height: 900 } });
    const table = page.locator('.scroll[aria-label^="Availability audit"]');
    const { x, width: room } = (await table.boundingBox())!;
    const seen = async (selector: string) => {
      const boxes = await table
        .locator(selector)
        .evaluateAll((cells) =>
          cells.map((cell) => ({ text: cell.textContent, right: cell.getBoundingClientRect().right })),
        );
      return boxes.filter(({ right }) => right <= x + room + 1).map(({ text }) => text);
    };
    expect(await seen('thead th')).toEqual(titles);
    const reasons = data.audit.map(({ reasons }) => auditText(reasons)).filter((reason) => reason !== '');
    expect((await seen('.reason')).sort()).toEqual(reasons.sort());
    await close();
  });

  test('has headings in order and links that lead to its sections', async () => {
    const { page, close } = await openReport(chromium, html);
    const levels = await page
      .locator('h1, h2, h3, h4')
      .evaluateAll((headings) => headings.map(({ tagName }) => Number(tagName[1])));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, i) => {
      if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1);
    });
    const targets = await page
      .locator('.contents a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(targets).toHaveLength(9);
    for (const target of targets) expect(await page.locator(`h2${target}`).count()).toBe(1);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await close();
  });
});
