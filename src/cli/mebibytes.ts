import { decimal } from '../text/format.ts';

/** A size as a person reads it: `12.3 MiB`. */
export function mebibytes(bytes: number): string {
  return `${decimal(bytes / 2 ** 20, 1)} MiB`;
}
