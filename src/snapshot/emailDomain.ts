/**
 * The domain of an e-mail address in lower case; null when there is none.
 *
 * @example emailDomain('Ada@Example.COM ') // 'example.com'
 */
export function emailDomain(email: string | null): string | null {
  if (email === null) return null;
  const at = email.lastIndexOf('@');
  if (at < 0) return null;
  const domain = email
    .slice(at + 1)
    .trim()
    .replace(/\.$/, '')
    .toLowerCase();
  return domain === '' ? null : domain;
}
