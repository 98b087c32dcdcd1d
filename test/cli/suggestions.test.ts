import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sources = join(import.meta.dirname, '../../src');

/** An option with its value, or at the end of a sentence, and a mark after it that a shell would take for a part of it. */
const marked =
  /--[a-z][a-z-]*(?:(?: (?:(?!says\b)(?:\$\{(?:[^{}]|\{[^{}]*\})*\}|"[^"]*"|[\w-]+)))[.,;](?=[\s`'"]|$)|\.(?=[\s`'"]|$))/g;

test('what is suggested to be typed has no full stop, comma or semicolon behind it', () => {
  const files = globSync('**/*.ts', { cwd: sources });
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) =>
    readFileSync(join(sources, file), 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        /^\s*(?:\*|\/\/|\/\*)/.test(line)
          ? []
          : [...line.matchAll(marked)].map(([text]) => `${file}:${at + 1} ${text}`),
      ),
  );
  expect(found).toEqual([]);
});
