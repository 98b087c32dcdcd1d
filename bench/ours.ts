import packageFile from '../package.json' with { type: 'json' };

/** Our side of every comparison. */
export const ours = { name: 'handraise', version: packageFile.version } as const;
