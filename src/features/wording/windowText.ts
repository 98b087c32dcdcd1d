/** A lookback window in words and in names of features. */
export function windowText(days: number): { readonly name: string; readonly words: string } {
  return { name: `${days}d`, words: days === 1 ? 'in the last day' : `in the last ${days} days` };
}
