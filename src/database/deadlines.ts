/** How long one connection attempt may take, in milliseconds; a black-holed address fails by then. */
export const connectDeadline = 10_000;

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
