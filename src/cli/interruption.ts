import { exitCodes } from '../errors.ts';
import { errorCodeOf, kindOfSystemError } from '../systemFailure.ts';

/** Why a command stops before its end: a signal, or an output that takes nothing more. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Exit code once it is to stop, else null. */
  readonly code: number | null;
  /** Says it on standard error, in one line, unless nobody reads any more. */
  say(): void;
  /** Whether an output is the reason, so that a result may not have reached its reader. */
  readonly ofOutput: boolean;
  /**
   * One number, in memory that the thread of a command shares: not 0 while Ctrl-C is another program's, which has the terminal. A message
   * would be read too late.
   */
  readonly ctrlCElsewhere: Int32Array<SharedArrayBuffer>;
  stop(): void;
}

/** What a signal ends with: 128 and its number, as a shell says it of a process that a signal killed. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** As a process that wrote to a closed pipe: 128 and the number of SIGPIPE. */
const closedOutput = 141;

/** What work may take to stop in good order, in milliseconds; then the process ends anyway. */
const patience = 8_500;

/**
 * Watches for SIGINT, SIGTERM and SIGHUP, and for outputs that are closed or full.
 *
 * The first one aborts the signal, so that work stops in good order. A second signal ends the process at once.
 */
export function watchInterruption(): Interruption {
  const controller = new AbortController();
  let code: number | null = null;
  let line: string | null = 'interrupted; what was published before stays';
  let ofOutput = false;
  const ctrlCElsewhere = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const listeners = Object.entries(signals).map(([name, number]) => [name, () => interrupt(number)] as const);
  const stop = () => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
  function say(): void {
    if (line !== null) process.stderr.write(`handraise: ${line}\n`);
  }
  function interrupt(because: number): void {
    if (because === signals.SIGINT && Atomics.load(ctrlCElsewhere, 0) !== 0) return;
    if (code !== null) process.exit(code);
    code = because;
    setTimeout(() => {
      say();
      process.exit(because);
    }, patience).unref();
    controller.abort();
  }
  function outputFailed(error: unknown): void {
    if (code !== null) return;
    const kind = kindOfSystemError(errorCodeOf(error));
    const reason = error instanceof Error ? error.message : String(error);
    line = kind === undefined ? null : `the output cannot be written: ${reason} — free some space and run again`;
    ofOutput = true;
    interrupt(kind === undefined ? closedOutput : exitCodes[kind]);
  }
  for (const [name, listener] of listeners) process.on(name, listener);
  // These stay: what is written after an output has failed must not end the process with a stack trace.
  process.stdout.on('error', outputFailed);
  process.stderr.on('error', outputFailed);
  return {
    signal: controller.signal,
    get code() {
      return code;
    },
    say,
    get ofOutput() {
      return ofOutput;
    },
    ctrlCElsewhere,
    stop,
  };
}
