import fc from 'fast-check';
import { propertySeed } from './propertySeed.ts';

fc.configureGlobal({ seed: Number(propertySeed) });

export { fc };
