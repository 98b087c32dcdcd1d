import type { Page } from 'playwright-core';

// Asked in strings: the tests are not compiled against the types of a browser.

/** Width of all that the page holds, in CSS pixels; more than the window's means it scrolls sideways. */
export function pageWidth(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth');
}

/** Whether one of the hostile texts has run. */
export function wasHit(page: Page): Promise<boolean> {
  return page.evaluate("'hit' in window");
}

/** Id, else text, of what has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.id || document.activeElement.textContent');
}

/** Whether a script that the page does not know gets to run in it. */
export function runsForeignScript(page: Page): Promise<boolean> {
  return page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.body.append(script);
    'foreign' in window;
  `);
}
