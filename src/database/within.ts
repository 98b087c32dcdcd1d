import { setTimeout as sleep } from 'node:timers/promises';

/** What `answer` gives, or what `late` makes of its not having come within `deadline` milliseconds; what it gives later is dropped. */
export async function within<T>(deadline: number, answer: Promise<T>, late: () => T): Promise<T> {
  const over = new AbortController();
  const timeout = sleep(Math.max(deadline, 0), undefined, { signal: over.signal }).then(late);
  timeout.catch(() => undefined);
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    over.abort();
    answer.catch(() => undefined);
  }
}
