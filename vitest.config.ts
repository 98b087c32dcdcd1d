import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { propertySeed } from './test/property/propertySeed.ts';

console.error(`property tests draw from seed ${propertySeed}; PROPERTY_SEED=${propertySeed} repeats them`);

// Tests that need a server are named *.database.test.ts; they share one embedded Postgres, a database each. Slow ones,
// named *.slow.test.ts, have a configuration of their own.
export default defineConfig({
  // What examples/ import by the package's name.
  resolve: {
    alias: [
      { find: /^handraise$/, replacement: join(import.meta.dirname, 'src/index.ts') },
      { find: /^handraise\/learn$/, replacement: join(import.meta.dirname, 'src/learn.ts') },
    ],
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // As src/compiledInTurn.ts.
    execArgv: ['--no-concurrent-recompilation'],
    // The command line is started some hundred times: what V8 has compiled once is kept for the next start.
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
      PROPERTY_SEED: propertySeed,
    },
    // By default all processors but one, which on two leaves one idle while a test waits for its server or browser.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: ['test/**/*.test.ts'], exclude: ['test/**/*.{database,slow}.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/**/*.database.test.ts'],
          globalSetup: ['test/database/server.setup.ts'],
        },
      },
    ],
  },
});
