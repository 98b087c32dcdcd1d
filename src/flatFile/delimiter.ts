const candidates = [',', ';', '\t', '|'] as const;

/**
 * The separator of a CSV text: of `,` `;` tab and `|` the one that most of the first lines have as often as the first line has,
 * of equals the one that makes more columns. A comma where there is none.
 *
 * @param text the beginning of the file; its last line may be cut off.
 */
export function detectDelimiter(text: string): string {
  const unquoted = text.replaceAll(/"(?:[^"]|"")*"/g, '');
  const lines = unquoted.split(/\r\n|\n|\r/).filter((line) => line !== '');
  const whole = lines.length > 1 ? lines.slice(0, Math.min(lines.length - 1, 50)) : lines;
  let best: { readonly delimiter: string; readonly agreement: number; readonly count: number } | undefined;
  for (const delimiter of candidates) {
    const counts = whole.map((line) => line.split(delimiter).length - 1);
    const count = counts[0] ?? 0;
    if (count === 0) continue;
    const agreement = counts.filter((other) => other === count).length / counts.length;
    if (!best || agreement > best.agreement || (agreement === best.agreement && count > best.count))
      best = { delimiter, agreement, count };
  }
  return best?.delimiter ?? ',';
}
