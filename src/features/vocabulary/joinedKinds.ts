/** Two kinds as one name: two other ones never give the same. */
export function joinedKinds(one: string, separator: string, other: string): string {
  const escaped = (kind: string) => kind.replaceAll('\\', '\\\\').replaceAll(separator, `\\${separator}`);
  return `${escaped(one)}${separator}${escaped(other)}`;
}
