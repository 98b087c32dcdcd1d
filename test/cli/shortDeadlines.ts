// Preloaded by tests into a command of its own, whose deadlines are then those of the environment variable DEADLINES.
import { registerHooks } from 'node:module';

const deadlines = await import(`${import.meta.resolve('../../src/database/deadlines.ts')}?before`);

const given = { ...deadlines, ...JSON.parse(process.env.DEADLINES ?? '{}') };
const source = Object.entries(given)
  .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
  .join('\n');

registerHooks({
  load: (url, context, next) =>
    url.endsWith('/src/database/deadlines.ts') ? { format: 'module', source, shortCircuit: true } : next(url, context),
});
