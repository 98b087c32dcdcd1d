import { type ErrorCode, HandraiseError } from '../../errors.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import { errorCodeOf } from '../../systemFailure.ts';
import type { SweepLayout } from './sweepLayout.ts';

/** What a thread that folds events is started with. */
export interface FoldSession {
  readonly connectionString: string;
  /** Name of the exported snapshot of the database. */
  readonly snapshot: string;
}

/** What it is given, one after the other. */
export interface FoldTask {
  readonly statement: string;
  readonly memory: WasmMemory;
  readonly layout: SweepLayout;
}

/** What it answers to each; after a failure it ends. */
export interface FoldAnswer {
  readonly failure: FailureMessage | null;
}

/** An error as one thread can send it to another. */
export interface FailureMessage {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  /** SQLSTATE or the system's code of what caused it. */
  readonly state: string | undefined;
}

export function failureToMessage(error: unknown): FailureMessage {
  const failure = error instanceof HandraiseError ? error : new HandraiseError('unexpected', String(error));
  return {
    code: failure.code,
    message: failure.message,
    hint: failure.hint,
    state: failure.cause === undefined ? undefined : errorCodeOf(failure.cause),
  };
}

export function failureFromMessage({ code, message, hint, state }: FailureMessage): HandraiseError {
  const cause = state === undefined ? undefined : Object.assign(new Error(message), { code: state });
  return new HandraiseError(code, message, { ...(hint === undefined ? {} : { hint }), cause });
}
