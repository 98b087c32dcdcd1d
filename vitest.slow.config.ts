import { defineConfig } from 'vitest/config';

// What takes minutes: files named *.slow.test.ts, all of which may ask for the embedded Postgres that they share.
export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    include: ['test/**/*.slow.test.ts'],
    globalSetup: ['test/database/server.setup.ts'],
  },
});
