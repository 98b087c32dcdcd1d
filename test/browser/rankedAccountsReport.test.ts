import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rankingCsv } from '../../src/report/csv.ts';
import { renderRankedAccountsReport } from '../../src/report/rankedAccountsReport.ts';
import { hostileRankedAccountsReport, hostileTexts } from '../report/hostile.ts';
import { sampleRankedAccountsReport } from '../report/sampleReports.ts';
import { focused, pageWidth, runsForeignScript, wasHit } from './ask.ts';
import { appearances, seriousViolations } from './axe.ts';
import { launchChromium, type TestBrowser } from './chromium.ts';
import { openReport } from './openReport.ts';

let chromium: TestBrowser;
beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(() => chromium.close());

const data = sampleRankedAccountsReport();
const html = renderRankedAccountsReport(data);
const hostile = hostileRankedAccountsReport(sampleRankedAccountsReport(40));

/** Names in the order in which they are shown. */
function shownNames(page: Page): Promise<string[]> {
  return page.locator('.entry:not([hidden]) .line .who .name').allTextContents();
}

async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

describe('a ranked-accounts report opened from a file', () => {
  test('asks the network for nothing and complains of nothing', async () => {
    const { page, address, requests, complaints, close } = await openReport(chromium, html);
    await page.fill('#search', 'pricing');
    await page.click('.sort[data-key="probability"]');
    await page.click('.entry:not([hidden]) .toggle >> nth=0');
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('runs no script but its own', async () => {
    const { page, complaints, close } = await openReport(chromium, html);
    expect(await runsForeignScript(page)).toBe(false);
    expect(complaints.some((complaint) => complaint.includes('Content Security Policy'))).toBe(true);
    await close();
  });

  test('works from the keyboard alone', async () => {
    const { page, close } = await openReport(chromium, html);
    const { keyboard } = page;
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the list');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('search');
    await keyboard.type('granite SOFTWARE');
    const found = await shownNames(page);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => name.startsWith('Granite Software'))).toBe(true);
    expect(await page.textContent('#shown')).toBe(`Showing ${found.length} of 240 accounts`);

    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('clear');
    await keyboard.press('Enter');
    expect(await focused(page)).toBe('search');
    expect(await page.textContent('#shown')).toBe('Showing all 240 accounts');

    await keyboard.press('Tab');
    await keyboard.press('Space');
    expect(await page.getAttribute('.choice[data-tier="A"]', 'aria-pressed')).toBe('true');
    const inTierA = data.accounts.filter(({ tier }) => tier === 'A').length;
    expect(await shownNames(page)).toHaveLength(inTierA);
    expect(await page.textContent('#shown')).toBe(`Showing ${inTierA} of 240 accounts`);
    await keyboard.press('Space');

    // Past the tiers, clear and the downloads: the heading of the first column.
    for (let i = 0; i < 7; i++) await keyboard.press('Tab');
    expect(await focused(page)).toBe('Rank');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('ascending');
    await keyboard.press('Enter');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('descending');
    expect((await shownNames(page))[0]).toBe(data.accounts.at(-1)!.accountName);

    await keyboard.press('Tab');
    await keyboard.press('Space');
    expect(await page.getAttribute('.by-name', 'aria-sort')).toBe('ascending');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('none');
    const names = await shownNames(page);
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));

    for (let i = 0; i < 5; i++) await keyboard.press('Tab');
    const toggle = page.locator('.toggle:focus');
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    await keyboard.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    const first = data.accounts.find(({ accountName }) => accountName === names[0])!;
    const people = await page.locator('.detail.open .contact .person .name').allTextContents();
    const expected = data.contacts.filter(({ accountId }) => accountId === first.accountId);
    expect(people).toEqual(expected.map(({ contactName }) => contactName));
    await keyboard.press('Space');
    expect(await page.locator('.detail.open').count()).toBe(0);
    await close();
  });

  test('finds by person, title and reason, whatever the case and the accents', async () => {
    const { page, close } = await openReport(chromium, html);
    const accountsOf = (matches: (contact: (typeof data.contacts)[number]) => boolean) =>
      new Set(data.contacts.filter(matches).map(({ accountId }) => accountId)).size;
    await page.fill('#search', 'INES');
    expect(await page.locator('.entry:visible').count()).toBe(
      accountsOf(({ contactName }) => contactName!.startsWith('Inés')),
    );
    await page.fill('#search', 'vp sales');
    expect(await page.locator('.entry:visible').count()).toBe(accountsOf(({ title }) => title === 'VP Sales'));
    await page.fill('#search', 'free-mail');
    expect(await page.locator('.entry:visible').count()).toBeGreaterThan(0);
    await page.fill('#search', 'nobody is called like this');
    expect(await page.locator('.entry:visible').count()).toBe(0);
    expect(await page.isVisible('#none')).toBe(true);
    expect(await page.textContent('#shown')).toBe('Showing 0 of 240 accounts');
    await close();
  });

  test('sorts by number, unknown probabilities last both ways', async () => {
    const accounts = data.accounts.map((account, i) => (i === 1 ? { ...account, probability: Number.NaN } : account));
    const { page, close } = await openReport(chromium, renderRankedAccountsReport({ ...data, accounts }));
    await page.click('.sort[data-key="probability"]');
    expect((await shownNames(page)).at(-1)).toBe(data.accounts[1]!.accountName);
    await page.click('.sort[data-key="probability"]');
    const ascending = await shownNames(page);
    expect(ascending.at(-1)).toBe(data.accounts[1]!.accountName);
    expect(ascending[0]).toBe(data.accounts.at(-1)!.accountName);
    await page.click('.sort[data-key="people"]');
    const people = await page.locator('.toggle .count').allTextContents();
    const counts = people.map((text) => Number.parseInt(text, 10));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    await close();
  });

  test('downloads all of it, and what is shown in the order shown', async () => {
    const { page, complaints, close } = await openReport(chromium, html);
    const all = await download(page, '#download-all');
    expect(all.text).toBe(rankingCsv(data));
    expect(all.name).toBe('handraise-default-2026-03-01.csv');
    await page.fill('#search', 'granite');
    await page.click('.sort[data-key="name"]');
    const shown = await download(page, '#download-shown');
    const records = parse<Record<string, string>>(shown.text, { bom: true, columns: true });
    expect([...new Set(records.map((record) => record.Account))]).toEqual(await shownNames(page));
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('a ranked-accounts report of hostile names', () => {
  test('shows them as text, in the page and in its downloads', async () => {
    const { page, address, requests, complaints, close } = await openReport(
      chromium,
      renderRankedAccountsReport(hostile),
    );
    for (const toggle of await page.locator('.toggle').all()) await toggle.click();
    const text = await page.locator('main').textContent();
    for (const expected of [hostileTexts[0], hostileTexts[1], hostileTexts[8], 'javascript:window.hit=8'])
      expect(text).toContain(expected);
    expect(text).toContain('␛[31mred');
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toContain('\u001b');
    expect(await wasHit(page)).toBe(false);
    expect(await page.locator('img, iframe, main a, [onerror], [onmouseover], [onfocus], [autofocus]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect(await page.locator('style').count()).toBe(1);
    const { name, text: csv } = await download(page, '#download-all');
    expect(name).toMatch(/^handraise-[A-Za-z0-9_-]+\.csv$/);
    const cells = parse(csv, { bom: true }).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell))).toEqual([]);
    expect(cells).toContain(`'=cmd|' /C calc'!A0`);
    expect(cells).toContain('Smith, "Jo"\r\nand Sons');
    expect(csv).not.toContain('\u001b');
    expect(requests).toEqual([address]);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([360, 768, 1440])('does not make the page scroll sideways at %i px', async (width) => {
    const { page, close } = await openReport(chromium, renderRankedAccountsReport(hostile), {
      viewport: { width, height: 900 },
    });
    await page.locator('.toggle').first().click();
    expect(await pageWidth(page)).toBe(width);
    await close();
  });
});

describe('a ranked-accounts report everybody can read', () => {
  test.each(appearances)('has no serious accessibility violation, %s, %i px wide', async (colorScheme, width) => {
    const report = renderRankedAccountsReport(sampleRankedAccountsReport(40));
    const { page, close } = await openReport(chromium, report, { colorScheme, viewport: { width, height: 900 } });
    await page.locator('.toggle').first().click();
    await page.locator('.choice').nth(1).click();
    await page.locator('.sort').first().click();
    expect(await seriousViolations(page)).toEqual([]);
    await close();
  });

  test('has no serious accessibility violation when it is a fallback, or lists people, or nobody', async () => {
    const contacts = data.contacts.slice(0, 30).map((contact) => ({ ...contact, accountId: null, accountName: null }));
    for (const report of [
      { ...sampleRankedAccountsReport(20), fallback: true },
      { ...data, accounts: [], totalAccounts: 0, contacts, totalContacts: 30 },
      { ...data, accounts: [], contacts: [], totalAccounts: 0, totalContacts: 0 },
    ]) {
      const { page, complaints, close } = await openReport(chromium, renderRankedAccountsReport(report));
      expect(await seriousViolations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    }
  });

  test('does not scroll sideways, opened narrow and widened', async () => {
    const { page, close } = await openReport(chromium, html, { viewport: { width: 360, height: 900 } });
    await page.locator('.toggle').first().click();
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await pageWidth(page)).toBe(width);
    }
    await close();
  });

  test('is complete without scripting', async () => {
    const { page, complaints, close } = await openReport(chromium, html, { javaScriptEnabled: false });
    expect(await page.locator('.entry:visible').count()).toBe(240);
    expect(await page.locator('.detail:visible').count()).toBe(240);
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  test('prints the contacts and leaves the controls out', async () => {
    const { page, close } = await openReport(chromium, html);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.detail:visible').count()).toBe(240);
    expect(await page.locator('button:visible, input:visible, .skip:visible').count()).toBe(0);
    await close();
  });

  test('says of how many accounts it shows the first', async () => {
    const head = { ...sampleRankedAccountsReport(20), totalAccounts: 3532 };
    const { page, complaints, close } = await openReport(chromium, renderRankedAccountsReport(head));
    expect(await page.textContent('#shown')).toBe('Showing the first 20 of 3,532 accounts');
    await page.fill('#search', 'no such account');
    expect(await page.textContent('#shown')).toBe('Showing 0 of the first 20 accounts');
    await page.click('#clear');
    expect(await page.textContent('#shown')).toBe('Showing the first 20 of 3,532 accounts');
    expect(complaints).toEqual([]);
    await close();
  });

  test('holds a thousand accounts', async () => {
    const many = sampleRankedAccountsReport(1000);
    const { page, complaints, close } = await openReport(chromium, renderRankedAccountsReport(many));
    await page.fill('#search', 'a');
    await page.fill('#search', 'kestrel labs 3');
    expect(await page.textContent('#shown')).toMatch(/^Showing \d+ of 1,000 accounts$/);
    await page.click('#clear');
    await page.click('.sort[data-key="expected"]');
    expect(await page.locator('.entry:visible').count()).toBe(1000);
    expect(complaints).toEqual([]);
    await close();
  });
});
