const markers = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'nil', '-', '--', '?', '\\n', 'undefined', 'select']);

const unknown = new Set([
  'unknown',
  'not known',
  'not specified',
  'not provided',
  'unspecified',
  'undisclosed',
  'n.a.',
]);

/**
 * Whether a cell says that there is no value: empty, NA, null, `-`, `?`, or the `Select` of a form nobody filled in.
 *
 * @param text without blanks around it.
 */
export function isMissing(text: string): boolean {
  return text.length <= 9 && !isDigit(text.charCodeAt(0)) && markers.has(text.toLowerCase());
}

/**
 * Whether a cell says in a word that the value is not known. Among categories that is a level of its own, for who is asked and who
 * answers may tell something; among numbers it is missing.
 */
export function isUnknownWord(text: string): boolean {
  return text.length <= 13 && !isDigit(text.charCodeAt(0)) && unknown.has(text.toLowerCase());
}

// Most cells of most files begin with one, and no such word does.
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
