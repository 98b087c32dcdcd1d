// Redraws the import picture in ARCHITECTURE.md; `npm run architecture`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPicture } from './importWalk.ts';

const path = join(import.meta.dirname, '../../ARCHITECTURE.md');
const page = readFileSync(path, 'utf8');
writeFileSync(path, page.replace(/```mermaid[\s\S]*?```/, importPicture()));
