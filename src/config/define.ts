import type { ConfigInput } from './schema.ts';

/**
 * The configuration, typed; `handraise.config.ts` exports what it returns.
 *
 * @example
 * import { defineConfig } from 'handraise';
 *
 * export default defineConfig({
 *   source: { contact: { table: 'crm.people', columns: { id: 'person_id', createdAt: 'created' } } },
 *   programs: { default: { horizonDays: 60, cutoffs: { every: 'month' } } },
 * });
 */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
