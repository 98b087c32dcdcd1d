/** What names of one channel have in common, letters and digits in lower case: `E-Mail` and `email` are one. Empty means every channel. */
export function channelKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
