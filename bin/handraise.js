#!/usr/bin/env node
// A checkout runs its TypeScript sources directly; the published package, where Node refuses to
// strip types below node_modules, runs the compiled ones.
import { existsSync } from 'node:fs';

// The least of "engines" in package.json. What follows would fail on an older one with a stack trace.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `handraise: Node ${process.versions.node} is too old, 22.18 or later is needed — install Node 24, or add it to this project: npm install --save-dev node@24, then npx handraise\n`,
  );
  process.exit(2);
}

const sources = new URL('../src/cli/main.ts', import.meta.url);
const entry = existsSync(sources) ? sources : new URL('../dist/cli/main.js', import.meta.url);
await import(entry.href);
