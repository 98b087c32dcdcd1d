import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
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
      const exitCode = await psql(
        [...statement, `${address}?sslmode=disable`],
        environmentWith({ PGPASSWORD: (await readFile(embeddedPassword, 'utf8')).trim() }),
        around,
      );
      const data = { address, passwordFile: embeddedPassword };
      if (exitCode !== null) return { data, text: '', exitCode };
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

/**
 * Runs psql in this terminal. In psql Ctrl-C ends a statement, not the session; what else ends us ends it.
 *
 * @returns its exit code, as a shell has it; null where there is no psql.
 */
async function psql(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { signal, leaveCtrlC }: Surroundings,
): Promise<number | null> {
  leaveCtrlC(true);
  const stop = () => child.kill();
  const child = spawn('psql', args, { stdio: 'inherit', env });
  try {
    await once(child, 'spawn');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const [code, killedBy] = (await once(child, 'exit')) as [number, null] | [null, NodeJS.Signals];
    return code ?? 128 + constants.signals[killedBy];
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return null;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    leaveCtrlC(false);
  }
}
