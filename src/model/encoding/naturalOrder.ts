const parts = /\d+|\D+/g;

/**
 * Compares two names as people order them: "campaign 9" before "campaign 10". Runs of digits by the number they write, all else by UTF-16 code units,
 * whatever the locale. 0 for equal names only.
 */
export function compareNaturally(a: string, b: string): number {
  const own = a.match(parts) ?? [];
  const others = b.match(parts) ?? [];
  for (let at = 0; at < Math.min(own.length, others.length); at++) {
    const [part, other] = [own[at]!, others[at]!];
    const difference = isDigits(part) && isDigits(other) ? compareDigits(part, other) : compareUnits(part, other);
    if (difference !== 0) return difference;
  }
  // Such as 07 and 7, which write the same number.
  return own.length - others.length || compareUnits(a, b);
}

function isDigits(part: string): boolean {
  const code = part.charCodeAt(0);
  return code >= 48 && code <= 57;
}

/** By the number, of however many digits. */
function compareDigits(a: string, b: string): number {
  const [shorter, other] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
  return shorter.length - other.length || compareUnits(shorter, other);
}

function compareUnits(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
