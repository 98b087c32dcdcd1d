import pg from 'pg';

const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * An identifier quoted for SQL, on one line and without a character that cannot be seen: such a character is written by
 * its number.
 */
export function identifierSql(name: string): string {
  return visible(name, pg.escapeIdentifier);
}

/** A text quoted for SQL, as {@link identifierSql}. */
export function literalSql(text: string): string {
  return visible(text, (plain) => `'${plain.replaceAll("'", "''")}'`);
}

function visible(text: string, quote: (text: string) => string): string {
  if (text.search(hidden) < 0) return quote(text);
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(hidden, (one) => `\\+${one.codePointAt(0)!.toString(16).padStart(6, '0')}`);
  return `U&${quote(escaped)}`;
}
