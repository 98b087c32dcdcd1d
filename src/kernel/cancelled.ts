import { HandraiseError } from '../errors.ts';

/** What work throws that was given up because its signal was aborted. */
export function cancelled(signal: AbortSignal): HandraiseError {
  if (signal.reason instanceof HandraiseError) return signal.reason;
  return new HandraiseError('interrupted', 'the work was cancelled before its end', { cause: signal.reason });
}
