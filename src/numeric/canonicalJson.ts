/**
 * JSON without blanks and with keys ordered by code unit, so that equal values give equal bytes.
 *
 * Only plain data has such a form: null, booleans, finite numbers, strings, arrays and plain objects. −0 is written as 0.
 *
 * @throws TypeError naming the path, for NaN, ±Infinity, undefined, bigint, functions, symbols, class instances and cycles.
 * @example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', new Set());
}

function write(value: unknown, path: string, above: Set<object>): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path} is ${value}, which JSON cannot hold`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`${path} is ${typeof value}, which JSON cannot hold`);
  if (above.has(value)) throw new TypeError(`${path} contains itself`);
  above.add(value);
  const text = Array.isArray(value) ? writeArray(value, path, above) : writeObject(value, path, above);
  above.delete(value);
  return text;
}

function writeArray(value: readonly unknown[], path: string, above: Set<object>): string {
  return `[${Array.from(value, (item, i) => write(item, `${path}[${i}]`, above)).join(',')}]`;
}

function writeObject(value: object, path: string, above: Set<object>): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`${path} is not plain data but ${value.constructor?.name ?? 'an instance of a class'}`);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${write(item, `${path}.${key}`, above)}`).join(',')}}`;
}
