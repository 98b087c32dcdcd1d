import { demoConfig } from './config.ts';

/** The configuration file that the demo leaves beside its database, for going on by hand. */
export const demoConfigText = `import { defineConfig } from 'handraise';

// How the invented company's tables are mapped. The README explains every setting.
export default defineConfig(${JSON.stringify(demoConfig, null, 2)});
`;
