/** How long one connection attempt may take, in milliseconds; a black-holed address fails by then. */
export const connectDeadline = 10_000;

/** Pauses between attempts to connect, in milliseconds: 12 seconds in all, the time a server takes to restart. */
export const connectPauses: readonly number[] = [250, 500, 1000, 2000, 4000, 4000];

/** How long one statement may run on the server, in milliseconds: a COPY of 10 million rows takes a small part of it. */
export const statementDeadline = 30 * 60_000;

/** How long a statement waits for a lock, in milliseconds. */
export const lockDeadline = 60_000;

/** How long the server may stay silent, in milliseconds: longer than any statement may run, so only a dead link reaches it. */
export const silenceDeadline = statementDeadline + 60_000;

/** How long closing waits for connections that are still at work, in milliseconds: an interrupted program must end soon. */
export const closeGrace = 3_000;

/** How long letting go of a lock may take before the session is closed with it, in milliseconds. */
export const unlockDeadline = 1_000;

/** How long the server takes to be asked to cancel a statement, in milliseconds; a dead link must not hold us up. */
export const cancelDeadline = 1_000;

/** How often a session that waits for us hears that we are still there, in milliseconds. */
export const heartbeat = 15_000;

/** How long the server keeps the session that guards a run, and its lock, without hearing of us, in milliseconds. */
export const leaseDeadline = 60_000;

/** How long the server keeps a transaction, and its locks, without hearing of us, in milliseconds: longer than anything computes without a pause. */
export const idleDeadline = 10 * 60_000;

/** How long the server waits for a client to take what it sends, or to answer at all, in milliseconds, before it ends the session. */
export const linkDeadline = 120_000;

/** How often the server looks whether the client of a running statement is still connected, in milliseconds. */
export const lookDeadline = 5_000;

/** How long work may take to stop by itself once its lock is lost, in milliseconds. */
export const stopGrace = 5_000;
