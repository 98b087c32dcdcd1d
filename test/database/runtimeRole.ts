import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDatabase } from './testDatabase.ts';

/** A role that owns nothing and may what docs/how-to/roles.md grants. */
export interface RuntimeRole {
  readonly name: string;
  readonly connectionString: string;
  /** Takes the role and its rights away. */
  drop(): Promise<void>;
}

/** Makes a role that may log in, with the rights that docs/how-to/roles.md gives the runtime role, or with none. */
export async function createRole(database: TestDatabase, rights: 'of the runtime role' | 'none'): Promise<RuntimeRole> {
  const name = `runtime_${new URL(database.connectionString).pathname.slice(1)}_${rights === 'none' ? 'bare' : 'full'}`;
  const { pool } = database.handle;
  await pool.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret'`);
  if (rights !== 'none') await pool.query((await grants()).replaceAll('handraise_runtime', name));
  const url = Object.assign(new URL(database.connectionString), { username: name, password: 'secret' });
  return {
    name,
    connectionString: url.href,
    drop: async () => void (await pool.query(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`)),
  };
}

/** What docs/how-to/roles.md grants on Handraise's own schema. */
async function grants(): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '../../docs/how-to/roles.md'), 'utf8');
  const blocks = [...page.matchAll(/```sql\n(.*?)```/gs)].map(([, statements]) => statements!);
  // A policy is on a table of the company's.
  return blocks.filter((statements) => !statements.includes('CREATE POLICY')).join('\n');
}
