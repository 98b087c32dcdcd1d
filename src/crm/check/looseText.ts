import { entityOf } from '../../config/entity.ts';
import { columnOfField } from '../probe.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** Ids and kinds of which the database takes some different texts for equal: nondeterministic collations, and citext. */
export function looseText({ entity, fields, probed }: Readable): CheckProblem[] {
  const loose = new Map<string, string[]>();
  for (const [field, { type }] of Object.entries(entityOf(entity).fields)) {
    const column = fields.has(field) && (type === 'id' || field === 'kind') ? columnOfField(probed, field) : null;
    if (column === null) continue;
    const collation = probed.loose.get(column);
    const isCaseless = /(^|\.)citext$/.test(probed.columns.get(column) ?? '');
    const by = isCaseless ? 'type citext' : collation && `collation ${collation}`;
    if (by) loose.set(by, [...(loose.get(by) ?? []), field]);
  }
  return [...loose].map(([by, of]) => ({
    entity,
    severity: 'warning',
    problem: `${of.join(', ')} ${of.length === 1 ? 'is' : 'are'} of the ${by}, which takes some different texts for equal`,
    rows: 0,
    cost: 'here texts are equal where every letter is: Open and OPEN are two kinds, A1 and a1 two ids',
    remedy: `map a SELECT that writes them alike, such as lower(${of[0]}), if they mean the same`,
    examples: [],
  }));
}
