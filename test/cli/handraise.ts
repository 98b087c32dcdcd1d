import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export const bin = join(import.meta.dirname, '../../bin/handraise.js');

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where the command line is started. */
export interface Where {
  readonly cwd: string;
  /** DATABASE_URL; by default there is none. */
  readonly database?: string;
  /** Variables in addition to those of the tests, or in their place. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether something is to be typed. */
  readonly input?: 'pipe';
}

export interface Running {
  readonly child: ChildProcessByStdio<Writable | null, Readable, Readable>;
  readonly finished: Promise<Finished>;
  /** Resolves when standard error has said `text`, so many times. */
  says(text: string, times?: number): Promise<void>;
  /** What standard error has said so far. */
  said(): string;
}

/** Starts the command line in a folder, as a shell would. */
export function start(args: readonly string[], options: Where): Running {
  const { DATABASE_URL: _inherited, ...inherited } = process.env;
  const env = { ...inherited, ...options.env };
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env: options.database === undefined ? env : { ...env, DATABASE_URL: options.database },
    stdio: [options.input ?? 'ignore', 'pipe', 'pipe'],
  }) as Running['child'];
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const says = (text: string, times = 1) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (stderr.split(text).length <= times) return;
        child.stderr.off('data', look);
        resolve();
      };
      child.stderr.on('data', look);
      look();
      finished.then(({ code }) => reject(new Error(`ended with ${code} before saying "${text}": ${stderr}`)), reject);
    });
  return { child, finished, says, said: () => stderr };
}

/** Runs the command line to its end. */
export function handraise(args: readonly string[], options: Where): Promise<Finished> {
  return start(args, options).finished;
}

/** The environment of a command whose deadlines (src/database/deadlines.ts) are these, in milliseconds. */
export function shortDeadlines(deadlines: Readonly<Record<string, number | readonly number[]>>) {
  return {
    NODE_OPTIONS: `--import=${new URL('shortDeadlines.ts', import.meta.url)}`,
    DEADLINES: JSON.stringify(deadlines),
  };
}

/** A configuration of one program that maps no table. */
export const plainConfig = `export default { programs: { default: { horizonDays: 60, cutoffs: { every: 'month' } } } };\n`;
