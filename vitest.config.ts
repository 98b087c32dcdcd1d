import { defineConfig } from 'vitest/config';

// Tests that need a server are named *.database.test.ts; they share one embedded Postgres, a database each. Matrices that take minutes are
// named *.slow.test.ts, may use the server too, and run apart.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.database.test.ts', 'test/**/*.slow.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/**/*.database.test.ts'],
          globalSetup: ['test/database/server.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/**/*.slow.test.ts'],
          globalSetup: ['test/database/server.setup.ts'],
        },
      },
    ],
  },
});
