#!/usr/bin/env node
// A checkout runs its TypeScript sources directly; the published package, where Node refuses to
// strip types below node_modules, runs the compiled ones.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

// "engines" in package.json. What follows would fail on another one with a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18) || (major === 23 && minor < 6)) {
  process.stderr.write(
    `handraise: Node ${process.versions.node} is too old: it can't read a configuration written in TypeScript — add Node 24 to this folder with npm i -D node@24, then npx handraise runs on it (or install Node 24; 22.18 and 23.6 are the oldest that will do)\n`,
  );
  process.exit(2);
}

const sources = new URL('../src/cli/main.ts', import.meta.url);
const isCheckout = existsSync(sources);
// Stripping types takes longer than most of what is then run: what was compiled once is kept for the next start, as the tests do.
if (isCheckout) module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
const entry = isCheckout ? sources : new URL('../dist/cli/main.js', import.meta.url);
await import(entry.href);
