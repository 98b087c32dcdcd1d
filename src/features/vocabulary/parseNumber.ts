/** A decimal number such as `-1250.5` or `2e3`; NaN for anything else, and for what float64 cannot hold. */
export function parseNumber(text: string): number {
  if (!/^\s*[-+]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][-+]?\d{1,3})?\s*$/.test(text)) return Number.NaN;
  const number = Number(text);
  return Number.isFinite(number) ? number + 0 : Number.NaN;
}
