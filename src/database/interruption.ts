import { HandraiseError } from '../errors.ts';

/** The error for work that an AbortSignal ended: its reason when that is one of ours, else `interrupted`. */
export function interrupted(signal: AbortSignal, doing: string): HandraiseError {
  if (signal.reason instanceof HandraiseError) return signal.reason;
  return new HandraiseError('interrupted', `interrupted while ${doing}`, { cause: signal.reason });
}
