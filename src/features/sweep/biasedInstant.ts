/** Upper half of what the kernel adds to an instant, so that 0 means never: `instantBias` of `kernel/assembly/eventFold.ts`. */
const biasHigh = 2 ** 28;

/** An instant in microseconds since 1970 as the kernel keeps it; NaN for never. */
export function instantAt(view: DataView, address: number): number {
  const low = view.getUint32(address, true);
  const high = view.getUint32(address + 4, true);
  return high === 0 && low === 0 ? Number.NaN : (high - biasHigh) * 2 ** 32 + low;
}
