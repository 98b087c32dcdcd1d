/** A pattern that finds a text as it stands. */
export function plainPattern(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
