#!/usr/bin/env node
// A checkout runs its TypeScript sources directly; the published package, where Node refuses to
// strip types below node_modules, runs the compiled ones.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';
import { nodeTooOld } from './nodeVersion.js';

if (nodeTooOld !== null) {
  process.stderr.write(`handraise: ${nodeTooOld.message} — ${nodeTooOld.hint}\n`);
  process.exit(2);
}

const sources = new URL('../src/cli/main.ts', import.meta.url);
const isCheckout = existsSync(sources);
// Stripping types takes longer than most of what is then run: what was compiled once is kept for the next start, as the tests do.
if (isCheckout) module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));
const entry = isCheckout ? sources : new URL('../dist/cli/main.js', import.meta.url);
await import(entry.href);
