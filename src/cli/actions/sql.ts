import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { environmentWith } from '../../config/environment.ts';
import { HandraiseError } from '../../errors.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import type { Action } from '../command.ts';
import { type Surroundings, withWorkbench } from '../session.ts';

export const action: Action = (flags, _args, around) =>
  withWorkbench(
    flags,
    around,
    async ({ embeddedPassword, database: description }) => {
      if (embeddedPassword === null)
        throw new HandraiseError('usage', `${description} is no embedded database`, {
          hint: 'open it with psql or another client, by the address that DATABASE_URL or the configuration has',
        });
      const address = `postgres://handraise@${description}`;
      const statement = typeof flags.command === 'string' ? ['--command', flags.command] : [];
      const psql = await started(
        [...statement, `${address}?sslmode=disable`],
        environmentWith({ PGPASSWORD: (await readFile(embeddedPassword, 'utf8')).trim() }),
      );
      const data = { address, passwordFile: embeddedPassword };
      if (psql !== null) return { data, text: '', exitCode: await ended(psql, around) };
      if (statement.length > 0)
        throw new HandraiseError('usage', 'there is no psql on the PATH to run --command with', {
          hint: 'install the client of Postgres, or use another one with the address that handraise sql prints',
        });
      around.progress.stage(`${address} answers until Ctrl-C; its password is in ${embeddedPassword}`);
      if (!around.signal.aborted) await once(around.signal, 'abort');
      return { data, text: '' };
    },
    { configuration: 'optional' },
  );

/** psql at work in this terminal; null where there is none. */
async function started(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<ChildProcess | null> {
  const psql = spawn('psql', args, { stdio: 'inherit', env });
  try {
    await once(psql, 'spawn');
    return psql;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Its exit code. In psql Ctrl-C ends a statement, not the session; what else ends us ends it. */
async function ended(psql: ChildProcess, { signal, leaveCtrlC }: Surroundings): Promise<number> {
  leaveCtrlC(true);
  const stop = () => psql.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [code] = (await once(psql, 'exit')) as [number | null];
    return code ?? 0;
  } finally {
    signal.removeEventListener('abort', stop);
    leaveCtrlC(false);
  }
}
