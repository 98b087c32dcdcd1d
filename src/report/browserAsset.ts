import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const texts = new Map<string, string>();

/**
 * The text of a script or style sheet of `src/report/browser`, which the reports carry inline.
 *
 * The package ships that folder beside `dist`; both `src/report` and `dist/report` reach it by the same path.
 */
export function browserAsset(name: string): string {
  return read(new URL(`../../src/report/browser/${name}`, import.meta.url));
}

/** The chart library: plotly.js, basic bundle, MIT. */
export function plotlyScript(): string {
  return read(createRequire(import.meta.url).resolve('plotly.js-basic-dist-min'));
}

function read(path: URL | string): string {
  const key = String(path);
  let text = texts.get(key);
  if (text === undefined) {
    text = readFileSync(path, 'utf8');
    texts.set(key, text);
  }
  return text;
}
