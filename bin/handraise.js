#!/usr/bin/env node
// A checkout runs its TypeScript sources directly; the published package, where Node refuses to
// strip types below node_modules, runs the compiled ones.
import { existsSync } from 'node:fs';

const sources = new URL('../src/cli/main.ts', import.meta.url);
const entry = existsSync(sources) ? sources : new URL('../dist/cli/main.js', import.meta.url);
await import(entry.href);
