import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Colour schemes and widths in pixels at which a report must be accessible: each once, and the other pairs in appearances.slow.test.ts. */
export const appearances = [
  ['light', 1280],
  ['dark', 390],
] as const;

export const otherAppearances = [
  ['dark', 1280],
  ['light', 390],
] as const;

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Violations of serious or critical impact; the engine is injected past the page's policy, by the debugger. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary} (${nodes.length})`);
}
