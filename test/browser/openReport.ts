import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestBrowser } from './chromium.ts';

export interface OpenReport {
  readonly page: Page;
  readonly address: string;
  /** Every request the page made, its own document included. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, uncaught exceptions, and what the policy refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens a report from a file, as its reader would, and records what it does. */
export async function openReport(
  { browser, folder }: TestBrowser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenReport> {
  const path = join(folder, `${randomUUID()}.html`);
  await writeFile(path, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  const address = pathToFileURL(path).href;
  await page.goto(address);
  return { page, address, requests, complaints, close: () => context.close() };
}
