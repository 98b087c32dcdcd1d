import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { propertySeed } from './test/property/propertySeed.ts';

console.error(`property tests draw from seed ${propertySeed}; PROPERTY_SEED=${propertySeed} repeats them`);

// What takes minutes: files named *.slow.test.ts, all of which may ask for the embedded Postgres that they share.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // As src/compiledInTurn.ts.
    execArgv: ['--no-concurrent-recompilation'],
    // The command line is started some hundred times: what V8 has compiled once is kept for the next start.
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compiled'),
      PROPERTY_SEED: propertySeed,
    },
    // As in vitest.config.ts.
    maxWorkers: 2,
    include: ['test/**/*.slow.test.ts'],
    globalSetup: ['test/database/server.setup.ts'],
  },
});
