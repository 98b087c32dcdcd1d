import pg from 'pg';

/** SQL of texts, bound by no parameter, which a COPY does not take. */
export function textArray(texts: readonly string[]): string {
  const quoted = texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`);
  return `${pg.escapeLiteral(`{${quoted.join(',')}}`)}::text[]`;
}
