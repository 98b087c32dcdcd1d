import { demoEnd } from './company.ts';
import { demoConfig } from './config.ts';
import { demoSales } from './sales.ts';
import { demoSurvey } from './survey.ts';

/** Above so many contacts, snapshots of every month would not fit the memory of an ordinary machine. */
const mostForMonths = 200_000;

/** The end of its record, as a configuration has it. */
const demoEndText = new Date(demoEnd / 1000).toISOString();

/** First line of every configuration that a demo wrote, by which it knows what it may replace. */
export const demoMark = '// Written by `handraise demo`, which replaces it when run again here.';

/** The configuration file that the demo leaves beside its database, for going on by hand. */
export function demoConfigText(contacts: number): string {
  const program = {
    ...demoConfig.programs.demo,
    ...demoSurvey.program,
    ...demoSales.program,
    cutoffs: { every: contacts > mostForMonths ? 'quarter' : 'month' },
  };
  const source = { ...demoConfig.source, ...demoSurvey.source, ...demoSales.source };
  return `${demoMark}
import { defineConfig } from 'handraise';

// How the invented company's tables are mapped. docs/reference/configuration.md explains every setting. Its data end at the instant asOf, which every
// command takes for now.
export default defineConfig(${JSON.stringify({ asOf: demoEndText, ...demoConfig, source, programs: { demo: program } }, null, 2)});
`;
}
