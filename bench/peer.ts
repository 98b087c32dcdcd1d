import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { PeerName, Python } from './python.ts';

const scripts = join(import.meta.dirname, 'peers');

/** Answer of a peer that was told to do its work once. */
export const timed = z.object({ seconds: z.number() });

/**
 * A peer in a process of its own, which lives as long as the bench, so that no start and no import is measured.
 *
 * A request is a line of JSON on its standard input, the answer a line of JSON on its standard output; see peers/serve.py.
 */
export class Peer {
  readonly name: PeerName;
  readonly version: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(name: PeerName, { command, version }: Python, script: string, threads: number) {
    this.name = name;
    this.version = version;
    this.#child = spawn(command, [join(scripts, script)], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        OMP_NUM_THREADS: String(threads),
        OPENBLAS_NUM_THREADS: String(threads),
        PYTHONDONTWRITEBYTECODE: '1',
      },
    });
    // A peer that has ended is noticed by the answer that does not come.
    this.#child.stdin!.on('error', () => {});
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** @throws Error when the peer ends instead of answering; ZodError for an answer of another form. */
  async ask<T>(
    request: { readonly do: string; readonly [argument: string]: unknown },
    answer: z.ZodType<T>,
  ): Promise<T> {
    this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.name} ended when asked to ${request.do}; its standard error says why`);
    return answer.parse(JSON.parse(value));
  }

  /** Ends the process, which ends by itself once its input does. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.stdin!.end();
    await once(this.#child, 'exit');
  }
}
