import { HandraiseError } from '../errors.ts';
import { errorCodeOf, kindOfSystemError, systemHint } from '../systemFailure.ts';

/** What V8 says where one value is larger than memory, or than any value may be. */
const tooMuchAtOnce =
  /allocation failed|Invalid (?:typed array|array|string) length|Cannot create a string longer|(?:Map|Set) maximum size exceeded/;

/** Any thrown value as the error the user is shown. */
export function failureOf(thrown: unknown): HandraiseError {
  if (thrown instanceof HandraiseError) return thrown;
  if (thrown instanceof RangeError && tooMuchAtOnce.test(thrown.message))
    return new HandraiseError('resource', 'out of memory', { hint: 'use a machine with more of it', cause: thrown });
  const code = errorCodeOf(thrown);
  const system = kindOfSystemError(code);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (system !== undefined) {
    const hint = systemHint(code);
    return new HandraiseError(system, message, { ...(hint === undefined ? {} : { hint }), cause: thrown });
  }
  return new HandraiseError('unexpected', `unexpected failure: ${message}`, {
    hint: 'this is a bug; please report it with the command that shows it',
    cause: thrown,
  });
}

/** How a command ends: its exit code, and what to say of it on standard error, if anything. */
export interface Ending {
  readonly code: number;
  readonly line: string | null;
}

/** How a command ends that something was thrown in. */
export function failed(thrown: unknown): Ending {
  const failure = failureOf(thrown);
  return { code: failure.exitCode, line: failureLine(failure) };
}

/** The failure as one line: what, where and what to do. */
export function failureLine(failure: HandraiseError): string {
  const text = failure.hint === undefined ? failure.message : `${failure.message} — ${failure.hint}`;
  return `handraise: ${printable(text.replaceAll(/\s*\n\s*/g, ' '))}`;
}

/** Text without anything a terminal would obey: control characters, escapes and bidirectional overrides. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}

/** Text with its connection strings blotted out, which may hold passwords. */
export function withoutConnectionStrings(text: string): string {
  return text.replaceAll(/(postgres(?:ql)?:\/\/).*/gi, '$1…');
}
