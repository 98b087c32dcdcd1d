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

/** Names in the order in which they are shown, at most 50 at once. */
function shownNames(page: Page): Promise<string[]> {
  return page.locator('.entry .line .who .name').allTextContents();
}

/** Waits until the list has answered, which unpacks rows first. */
async function answered(page: Page, shown: string | RegExp): Promise<void> {
  await page.locator('#shown', { hasText: shown }).waitFor();
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
    await page.click('#more');
    await page.click('.entry .toggle >> nth=0');
    await page.locator('.entry .detail.open .not-now input').first().check();
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
    const press = (key: string) => keyboard.press(key);
    const tabTo = async (wanted: string) => {
      for (let i = 0; i < 25 && (await focused(page)) !== wanted; i++) await press('Tab');
      expect(await focused(page)).toBe(wanted);
    };
    await press('Tab');
    expect(await focused(page)).toBe('Skip to the list');
    await press('Enter');
    await press('Tab');
    expect(await focused(page)).toBe('search');
    await keyboard.type('granite SOFTWARE');
    await answered(page, /^Showing \d of 240 accounts$/);
    const found = await shownNames(page);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((name) => name.startsWith('Granite Software'))).toBe(true);
    expect(await page.textContent('#shown')).toBe(`Showing ${found.length} of 240 accounts`);

    await tabTo('clear');
    await press('Enter');
    await answered(page, 'Showing all 240 accounts');
    expect(await focused(page)).toBe('search');

    await press('Tab');
    await press('Space');
    expect(await page.getAttribute('.choice[data-tier="A"]', 'aria-pressed')).toBe('true');
    const inTierA = data.accounts.filter(({ tier }) => tier === 'A').length;
    await answered(page, `Showing ${inTierA} of 240 accounts`);
    expect(await shownNames(page)).toHaveLength(inTierA);
    await press('Space');

    await tabTo('Rank');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('ascending');
    await press('Enter');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('descending');
    await page
      .locator('.entry .name', { hasText: data.accounts.at(-1)!.accountName! })
      .first()
      .waitFor();
    expect((await shownNames(page))[0]).toBe(data.accounts.at(-1)!.accountName);

    await press('Tab');
    await press('Space');
    expect(await page.getAttribute('.by-name', 'aria-sort')).toBe('ascending');
    expect(await page.getAttribute('.by-rank', 'aria-sort')).toBe('none');
    const byName = data.accounts
      .map(({ accountName }) => accountName!)
      .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    await page.locator('.entry .name', { hasText: byName[0]! }).first().waitFor();
    expect(await shownNames(page)).toEqual(byName.slice(0, 50));

    for (let i = 0; i < 9 && (await page.locator('.toggle:focus').count()) === 0; i++) await press('Tab');
    const toggle = page.locator('.toggle:focus');
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    await press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    const first = data.accounts.find(({ accountName }) => accountName === byName[0])!;
    const people = await page.locator('.detail.open .contact .person .name').allTextContents();
    const expected = data.contacts.filter(({ accountId }) => accountId === first.accountId);
    expect(people).toEqual(expected.map(({ contactName }) => contactName));
    await press('Space');
    expect(await page.locator('.detail.open').count()).toBe(0);
    await close();
  });

  test('finds by person, title and reason, whatever the case and the accents', async () => {
    const { page, close } = await openReport(chromium, html);
    const accountsOf = (matches: (contact: (typeof data.contacts)[number]) => boolean) =>
      new Set(data.contacts.filter(matches).map(({ accountId }) => accountId)).size;
    await page.fill('#search', 'INES');
    await answered(page, `Showing ${accountsOf(({ contactName }) => contactName!.startsWith('Inés'))} of`);
    await page.fill('#search', 'vp sales');
    await answered(page, `Showing ${accountsOf(({ title }) => title === 'VP Sales')} of`);
    await page.fill('#search', 'free-mail');
    await answered(page, /^Showing [1-9]\d* of 240/);
    await page.fill('#search', 'nobody is called like this');
    await answered(page, 'Showing 0 of 240 accounts');
    expect(await page.locator('.entry').count()).toBe(0);
    expect(await page.isVisible('#none')).toBe(true);
    await close();
  });

  test('filters by what the CRM says of accounts and of people, all filters together', async () => {
    const { page, close } = await openReport(chromium, html);
    const industryOf = (id: string) => data.accountRecords.get(id)!.facets.industry;
    const ownersOf = (id: string) =>
      data.contacts
        .filter(({ accountId }) => accountId === id)
        .map(({ contactId }) => data.contactRecords.get(contactId)!.facets.owner);
    const healthy = data.accounts.filter(({ accountId }) => industryOf(accountId) === 'Health');
    await page.selectOption('.filter[data-facet="industry"]', 'Health');
    await answered(page, `Showing ${healthy.length} of 240 accounts`);
    const both = healthy.filter(({ accountId }) => ownersOf(accountId).includes('Mia Roth'));
    await page.selectOption('.filter[data-facet="owner"]', 'Mia Roth');
    await answered(page, `Showing ${both.length} of 240 accounts`);
    expect(await shownNames(page)).toEqual(both.map(({ accountName }) => accountName).slice(0, 50));
    const csv = await download(page, '#download-shown');
    const records = parse<Record<string, string>>(csv.text, { bom: true, columns: true });
    expect([...new Set(records.map((record) => record['Account id']))]).toEqual(both.map(({ accountId }) => accountId));
    await close();
  });

  test('shows more lines as they are asked for, each of them once', async () => {
    const { page, close } = await openReport(chromium, html);
    for (let pages = 1; pages < 5; pages++) {
      await page.locator('#more', { hasText: `of ${240 - 50 * pages}` }).click();
    }
    await page.locator('#more').waitFor({ state: 'hidden' });
    expect(await shownNames(page)).toEqual(data.accounts.map(({ accountName }) => accountName));
    const numbered = await page
      .locator('.toggle')
      .evaluateAll((toggles) => toggles.map((toggle) => toggle.getAttribute('aria-controls')));
    expect(new Set(numbered).size).toBe(240);
    await close();
  });

  test('sorts by number, unknown probabilities last both ways', async () => {
    const few = sampleRankedAccountsReport(30);
    const accounts = few.accounts.map((account, i) => (i === 1 ? { ...account, probability: Number.NaN } : account));
    const { page, close } = await openReport(chromium, renderRankedAccountsReport({ ...few, accounts }));
    const last = page.locator('.entry').last().locator('.line .who .name');
    await page.click('.sort[data-key="probability"]');
    await last.filter({ hasText: few.accounts[1]!.accountName! }).waitFor();
    await page.click('.sort[data-key="probability"]');
    await page
      .locator('.entry')
      .first()
      .locator('.name', { hasText: few.accounts.at(-1)!.accountName! })
      .first()
      .waitFor();
    expect((await shownNames(page)).at(-1)).toBe(few.accounts[1]!.accountName);
    await page.click('.sort[data-key="people"]');
    await page.locator('.by-people[aria-sort="descending"]').waitFor();
    const counts = async () =>
      (await page.locator('.toggle .count').allTextContents()).map((text) => Number.parseInt(text, 10));
    await expect.poll(counts).toEqual((await counts()).toSorted((a, b) => b - a));
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

  test('keeps what is written beside a person, shows it wherever the person stands, and puts it into the CSV as text', async () => {
    const { page, address, complaints, close } = await openReport(chromium, html);
    const [best] = data.week.contacts;
    const called = page.locator(`.calls [data-contact="${best!.contactId}"]`);
    await called.locator('textarea').fill('=HYPERLINK("x") call, "soon"');
    await called.locator('.not-now input').check();
    await page.fill('#search', best!.contactName!);
    await answered(page, /^Showing \d+ of 240/);
    const listed = page.locator(`#list [data-contact="${best!.contactId}"]`);
    expect(await listed.locator('textarea').inputValue()).toBe('=HYPERLINK("x") call, "soon"');
    expect(await listed.getAttribute('class')).toContain('put-off');
    await page.goto(address);
    expect(await called.locator('.not-now input').isChecked()).toBe(true);
    const { text } = await download(page, '#download-all');
    const records = parse<Record<string, string>>(text, { bom: true, columns: true });
    const remarked = records.filter((record) => record['Not now'] !== '' || record.Note !== '');
    expect(remarked.map((record) => [record['Contact id'], record['Not now'], record.Note])).toEqual([
      [best!.contactId, 'yes', `'=HYPERLINK("x") call, "soon"`],
    ]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('prints the lines that were asked for as a call sheet', async () => {
    const { page, close } = await openReport(chromium, html);
    await page.evaluate(
      `window.print = () => document.body.append('printed ' + document.querySelectorAll('.entry').length + ' as ' + document.documentElement.className)`,
    );
    await page.fill('#search', 'granite');
    await answered(page, /^Showing \d+ of 240/);
    const lines = (await shownNames(page)).length;
    await page.click('#print');
    await page.getByText(`printed ${lines} as js sheet`).waitFor();
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
    await page.locator('.filter').first().waitFor();
    const text = await page.locator('main').textContent();
    for (const expected of [hostileTexts[0], hostileTexts[1], hostileTexts[8], 'javascript:window.hit=8'])
      expect(text).toContain(expected);
    expect(text).toContain('␛[31mred');
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toContain('\u001b');
    expect(await wasHit(page)).toBe(false);
    expect(await page.locator('img, iframe, [onerror], [onmouseover], [onfocus], [autofocus]').count()).toBe(0);
    const links = await page.locator('main a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links.filter((href) => !/^tel:\+?\d+$/.test(href!))).toEqual([]);
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

  test('shows its head without scripting, and says where the rest is', async () => {
    const { page, complaints, close } = await openReport(chromium, html, { javaScriptEnabled: false });
    expect(await page.locator('.entry:visible').count()).toBe(50);
    expect(await page.locator('.detail:visible').count()).toBe(50);
    expect(await page.locator('.calls .contact:visible').count()).toBe(40);
    expect(await page.locator('button:visible, input:visible, textarea:visible, select:visible').count()).toBe(0);
    expect(await page.locator('main').textContent()).toContain('the CSV file beside it has 190 more lines');
    expect(complaints).toEqual([]);
    await close();
  });

  test('prints the people and leaves the controls out', async () => {
    const { page, close } = await openReport(chromium, html);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.detail:visible').count()).toBe(50);
    expect(await page.locator('button:visible, .skip:visible, select:visible').count()).toBe(0);
    await close();
  });

  test('says of how many accounts it shows the first', async () => {
    const head = { ...sampleRankedAccountsReport(20), totalAccounts: 3532 };
    const { page, complaints, close } = await openReport(chromium, renderRankedAccountsReport(head));
    expect(await page.textContent('#shown')).toBe('Showing the first 20 of 3,532 accounts');
    await page.fill('#search', 'no such account');
    await answered(page, 'Showing 0 of the first 20 accounts');
    await page.click('#clear');
    await answered(page, 'Showing the first 20 of 3,532 accounts');
    expect(complaints).toEqual([]);
    await close();
  });

  test('holds five thousand accounts within 5 MB', async () => {
    const many = sampleRankedAccountsReport(5000);
    const whole = renderRankedAccountsReport(many);
    expect(Buffer.byteLength(whole)).toBeLessThan(5e6);
    const { page, complaints, close } = await openReport(chromium, whole);
    await page.fill('#search', 'a');
    await page.fill('#search', 'kestrel labs 3');
    await answered(page, /^Showing \d+ of 5,000 accounts$/);
    await page.click('#clear');
    await answered(page, 'Showing all 5,000 accounts');
    await page.click('.sort[data-key="people"]');
    await page.locator('.by-people[aria-sort="descending"]').waitFor();
    expect(await page.locator('.entry:visible').count()).toBe(50);
    expect(complaints).toEqual([]);
    await close();
  });
});
