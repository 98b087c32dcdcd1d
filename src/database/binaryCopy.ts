/** The 11 bytes every binary COPY begins with (https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format"). */
export const copySignature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

/** Signature, flags and extension length of the header we write. */
export const copyHeader = Buffer.concat([copySignature, Buffer.alloc(8)]);

/** The field count of −1 that ends a binary COPY. */
export const copyTrailer = Buffer.from([0xff, 0xff]);

/** 2^32: an int8 is read and written as two halves, which is exact where a double is. */
export const halfRange = 4_294_967_296;

/** Microseconds from 1970-01-01 to 2000-01-01 UTC, the zero of a timestamptz. */
const postgresEpoch = 946_684_800_000_000;

/** Upper and lower half of {@link postgresEpoch}; adding half by half rounds once, so results are exact to 2^53. */
export const epochHigh = Math.floor(postgresEpoch / halfRange);
export const epochLow = postgresEpoch - epochHigh * halfRange;

/** Upper half of the int8 that stands for infinity; its lower half is 2^32 − 1. */
export const infinityHigh = 0x7fffffff;

/** Upper half of the int8 that stands for −infinity; its lower half is 0. */
export const minusInfinityHigh = -0x80000000;
