/** What two names of one channel have in common: `E-Mail ` and `e-mail` are one. */
export function channelKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
