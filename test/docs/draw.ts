// Draws the tables of docs/ from the sources anew; `npm run tables`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tables, withTables } from './tables.ts';

for (const page of Object.keys(tables)) {
  const path = join(import.meta.dirname, '../../docs', page);
  writeFileSync(path, withTables(page, readFileSync(path, 'utf8')));
}
