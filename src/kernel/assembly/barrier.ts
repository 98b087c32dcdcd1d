// A barrier occupies 16 bytes of zeros: threads that arrived, round, sleepers.

/** Polls before a thread goes to sleep: some tens of microseconds, longer than most steps of a tree last. */
const patience = 20000;

/** Returns on every thread once all `threads` of them have called it; what they wrote before is then seen by all. */
export function barrier(at: usize, threads: i32): void {
  if (threads === 1) return;
  if (ASC_FEATURE_THREADS) {
    const round = atomic.load<i32>(at, 4);
    if (atomic.add<i32>(at, 1) + 1 === threads) {
      atomic.store<i32>(at, 0);
      atomic.add<i32>(at, 1, 4);
      if (atomic.load<i32>(at, 8) > 0) atomic.notify(at + 4, -1);
      return;
    }
    for (let i = 0; i < patience; i++) if (atomic.load<i32>(at, 4) !== round) return;
    atomic.add<i32>(at, 1, 8);
    while (atomic.load<i32>(at, 4) === round) atomic.wait<i32>(at + 4, round, -1);
    atomic.sub<i32>(at, 1, 8);
  }
}
