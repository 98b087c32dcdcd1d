// The last step of `npm run build:kernel`.
import { writeFileSync } from 'node:fs';
import { hashOfSources, sourcesFile } from './kernelSources.ts';

writeFileSync(sourcesFile, hashOfSources()!);
