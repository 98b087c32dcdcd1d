import { createHash } from 'node:crypto';
import { type Html, html, trusted } from './html.ts';

interface Page {
  readonly title: string;
  readonly body: Html;
  readonly style: string;
  /** Run in this order, after the body. */
  readonly scripts: readonly string[];
  /** Texts of style elements that a script adds by itself. */
  readonly addedStyles?: readonly string[];
}

/** Marks the document before it is drawn, so that the style sheet can tell a page with scripting from one without. */
const markScripting = "document.documentElement.classList.add('js');";

/**
 * One self-contained HTML document that may do nothing but what stands in it: its Content Security Policy lets through
 * the very scripts and styles it carries, by their SHA-256, and no request whatever.
 *
 * @throws TypeError for a script or style that would end its own element.
 */
export function renderPage(page: Page): string {
  const scripts = [markScripting, ...page.scripts];
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(source).join(' ')}`,
    `style-src ${[page.style, ...(page.addedStyles ?? [])].map(source).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
<style>${inline(page.style, '</style')}</style>
<script>${inline(markScripting, '</script')}</script>
</head>
<body>
${page.body}
${page.scripts.map((script) => html`<script>${inline(script, '</script')}</script>\n`)}</body>
</html>
`.text;
}

function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function inline(text: string, end: string): Html {
  if (text.toLowerCase().includes(end) || text.includes('<!--')) throw new TypeError(`an inline text holds ${end}`);
  return trusted(text);
}
