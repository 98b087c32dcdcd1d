import { plainPattern } from '../plainPattern.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const known = `${upper}${upper.toLowerCase()}0123456789`;
const isUpper = `${'1'.repeat(26)}${'0'.repeat(36)}`;

/**
 * SQL of an id of Salesforce in its spelling of 18 characters, on one line.
 *
 * The interfaces of Salesforce give ids of 18 characters, its pages and reports the first 15 of them. The other three
 * say which of the 15 are capitals, five by five, the first of five the least significant bit. Whatever is not 15
 * letters and digits stays as it is.
 *
 * Source: Salesforce, Object Reference, ID Field Type; developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm#i1435616.
 *
 * @param id an expression of type text
 * @example
 * const join = `JOIN contact ON contact.id = ${salesforceId('task.who_id')}`;
 * join.includes('task.who_id') // true
 */
export function salesforceId(id: string): string {
  const capitals = `translate(${id}, '${known}', '${isUpper}')`;
  const checks = [1, 6, 11].map(
    (first) => `substr('${upper}012345', 1 + reverse(substr(${capitals}, ${first}, 5))::bit(5)::int, 1)`,
  );
  const isShort = `length(${id}) = 15 AND translate(${id}, '${known}', '') = ''`;
  return `CASE WHEN ${isShort} THEN ${id} || ${checks.join(' || ')} ELSE ${id} END`;
}

/** Finds what {@link salesforceId} gave in a statement; the first group is the expression of the id. */
export function salesforceIdPattern(): RegExp {
  const [before, ...between] = salesforceId('\0').split('\0').map(plainPattern);
  return new RegExp(`${before}(.+?)${between.join('\\1')}`, 'g');
}
