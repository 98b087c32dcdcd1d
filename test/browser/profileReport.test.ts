import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderProfileReport } from '../../src/report/profileReport.ts';
import { hostileTexts } from '../report/hostile.ts';
import { sampleProfile } from '../report/sampleProfile.ts';
import { pageWidth, wasHit } from './ask.ts';
import { appearances, seriousViolations } from './axe.ts';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { openReport } from './openReport.ts';

describe('the page of a profile opened from a file', () => {
  let chromium: TestBrowser;
  const pageOf = (name: (of: string) => string) =>
    renderProfileReport({
      profileId: 'p-0123456789ab',
      profile: sampleProfile(true, name),
      generatedAt: '2026-07-01T00:00:00Z',
    });
  const html = pageOf((of) => of);
  let next = 0;
  const hostile = pageOf(() => hostileTexts[next++ % hostileTexts.length]!);

  beforeAll(async () => {
    chromium = await launchChromium();
  });
  afterAll(() => chromium.close());

  test('asks the network for nothing and complains of nothing', async () => {
    const { page, address, requests, complaints, close } = await openReport(chromium, html);
    expect(await page.locator('h2').count()).toBeGreaterThan(4);
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each(appearances)('has no serious accessibility violation, %s, %i px wide', async (colorScheme, width) => {
    const { page, close } = await openReport(chromium, html, { colorScheme, viewport: { width, height: 900 } });
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });

  test('does not scroll sideways, hostile names or not', async () => {
    for (const report of [html, hostile]) {
      const { page, close } = await openReport(chromium, report, { viewport: { width: 360, height: 900 } });
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await pageWidth(page)).toBe(width);
      }
      await close();
    }
  });

  test('prints every row of every table within the width of a sheet', async () => {
    // A4 less the margins of the page, in CSS pixels.
    const { page, close } = await openReport(chromium, html, { viewport: { width: 688, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    const cut = await page
      .locator('.scroll')
      .evaluateAll((boxes) =>
        boxes
          .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
          .map((box) => box.getAttribute('aria-label')),
      );
    expect(cut).toEqual([]);
    await close();
  });

  test('runs nothing that a name smuggles in', async () => {
    const { page, requests, complaints, close } = await openReport(chromium, hostile);
    expect(await page.locator('main').textContent()).toContain('<img src=x onerror="window.hit=1">');
    expect(await wasHit(page)).toBe(false);
    expect(await page.locator('img, iframe, main a, [onerror], [onmouseover], [onfocus], [autofocus]').count()).toBe(0);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    await close();
  });
});
