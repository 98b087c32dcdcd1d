const control = /\p{Cc}/gu;
const bidiControl = /\p{Bidi_Control}/gu;
const layout = new Set(['\t', '\n', '\r']);

/**
 * The text as it is safe to show: no terminal escapes, no marks that turn the reading direction around.
 *
 * Control characters other than tab and line ends become their visible pictures (ESC is ␛), those without a picture and
 * lone surrogates U+FFFD; marks of the bidirectional algorithm, which can make a name read as another, are dropped.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(bidiControl, '')
    .replace(control, (character) => (layout.has(character) ? character : picture(character.charCodeAt(0))));
}

function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
