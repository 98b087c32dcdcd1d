/** What stands in strings, and the expression that gives it in the file. */
export interface Interpolation {
  /** A pattern with the flag `g`. */
  readonly pattern: RegExp;
  /** An expression of TypeScript, from the groups of the pattern. */
  by(...groups: readonly string[]): string;
}

/**
 * A value of JSON as TypeScript: strings of several lines as template literals, whatever stands in them; undefined
 * settings left out.
 *
 * @param margin what every line but the first begins with
 * @param interpolations what strings are written as template literals with
 */
export function literal(value: unknown, margin: string, interpolations: readonly Interpolation[] = []): string {
  if (typeof value === 'string') {
    const parts = partsOf(value, interpolations);
    return parts.length > 1 || value.includes('\n') ? template(parts, margin) : quoted(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const within = `${margin}  `;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, within, interpolations)).join(', ')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${within}${keyOf(key)}: ${literal(member, within, interpolations)},`);
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${margin}}`;
}

/** A member's name; `__proto__` written plainly would set the prototype. */
export function keyOf(key: string): string {
  if (key === '__proto__') return `['__proto__']`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

/** Comment lines, however many lines the text has. */
export function comment(text: string, margin: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `${margin}// ${line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}`.trimEnd())
    .join('\n');
}

/** A text as a string of TypeScript, on one line. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${json.replaceAll(/[\p{Cf}\u2028\u2029]/gu, escaped)}'`;
}

/** Texts and expressions by turns: a text first and last. */
function partsOf(text: string, [first, ...others]: readonly Interpolation[]): string[] {
  if (first === undefined) return [text];
  const found = text.matchAll(first.pattern);
  const parts: string[] = [];
  let end = 0;
  for (const match of found) {
    parts.push(...partsOf(text.slice(end, match.index), others), first.by(...match.slice(1)));
    end = match.index + match[0].length;
  }
  return [...parts, ...partsOf(text.slice(end), others)];
}

/** Lines keep their order and their breaks; the margin in front of them is blank space to SQL. */
function template(parts: readonly string[], margin: string): string {
  const body = parts
    .map((part, place) =>
      place % 2 === 1
        ? `\${${part}}`
        : part.replaceAll(/[\\`]|\$\{/g, '\\$&').replaceAll(/[\r\p{Cf}\u2028\u2029]/gu, escaped),
    )
    .join('')
    .split('\n')
    .map((line) => `${margin}  ${line}`.trimEnd());
  return `\`\n${body.join('\n')}\n${margin}\``;
}

function escaped(hidden: string): string {
  return `\\u{${hidden.codePointAt(0)!.toString(16)}}`;
}
