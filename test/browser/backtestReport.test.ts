import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderBacktestReport } from '../../src/report/backtestReport.ts';
import { day, decimal, integer } from '../../src/text/format.ts';
import { sentenceOf } from '../../src/wording/sentenceOf.ts';
import { sampleBacktest } from '../report/sampleBacktest.ts';
import { pageWidth, wasHit } from './ask.ts';
import { appearances, seriousViolations } from './axe.ts';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { openReport } from './openReport.ts';

const figures = [...['best', 'rank-by-origin', 'rates', 'reliability', 'reliability-by-origin', 'account-reliability']];

describe('a back-test report opened from a file', () => {
  let chromium: TestBrowser;
  const data = sampleBacktest();
  const html = renderBacktestReport(data);

  beforeAll(async () => {
    chromium = await launchChromium();
  });
  afterAll(() => chromium.close());

  test('draws every figure, asks the network for nothing and complains of nothing', async () => {
    const { page, address, requests, complaints, close } = await openReport(chromium, html);
    for (const figure of figures)
      expect(await page.locator(`[data-figure="${figure}"] svg.main-svg`).count()).toBeGreaterThan(0);
    expect(await page.locator('[data-figure]').count()).toBe(figures.length);
    expect(await page.locator('[data-figure="reliability-by-origin"] .subplot').count()).toBe(data.origins.length);
    expect(await page.locator('.headline').textContent()).toBe(sentenceOf(data.answers[0]!));
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('gives in its table what each origin was to bring and brought', async () => {
    const { page, close } = await openReport(chromium, html);
    const figure = page.locator('figure', { has: page.locator('[data-figure="best"]') });
    await figure.locator('summary').click();
    const lines = await figure.locator('tbody tr').allInnerTexts();
    expect(lines.map((line) => line.split('\t').slice(0, 3))).toEqual(
      data.origins.map(({ asOf, best }) => [day(asOf), decimal(best.expected, 1), integer(best.observed)]),
    );
    await close();
  });

  test('fits a narrow window and is accessible in every appearance', async () => {
    for (const [colorScheme, width] of appearances) {
      const { page, close } = await openReport(chromium, html, { colorScheme, viewport: { width, height: 800 } });
      expect(await seriousViolations(page)).toEqual([]);
      await close();
    }
    const { page, close } = await openReport(chromium, html, { viewport: { width: 360, height: 740 } });
    expect(await pageWidth(page)).toBeLessThanOrEqual(360);
    await close();
  }, 60_000);

  test('runs nothing that a title smuggles in', async () => {
    const hostile = renderBacktestReport(
      sampleBacktest('<img src=x onerror="window.hit=1"><script>hit=1</script>', 2, 60),
    );
    const { page, requests, close } = await openReport(chromium, hostile);
    expect(await wasHit(page)).toBe(false);
    expect(requests).toHaveLength(1);
    await close();
  });
});
