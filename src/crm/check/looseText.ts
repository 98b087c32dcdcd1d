import { entityOf } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { columnOfField } from '../probe.ts';
import type { Readable } from './readable.ts';

/** Ids and kinds of which the database takes some different texts for equal: nondeterministic collations, and citext. */
export function looseText({ entity, fields, probed }: Readable): Finding[] {
  const loose = new Map<string, { by: 'type' | 'collation'; name: string; of: string[] }>();
  for (const [field, { type }] of Object.entries(entityOf(entity).fields)) {
    const column = fields.has(field) && (type === 'id' || field === 'kind') ? columnOfField(probed, field) : null;
    if (column === null) continue;
    const collation = probed.loose.get(column);
    const isCaseless = /(^|\.)citext$/.test(probed.columns.get(column) ?? '');
    const by = isCaseless ? 'type' : 'collation';
    const name = isCaseless ? 'citext' : collation;
    if (name === undefined) continue;
    const known = loose.get(`${by} ${name}`);
    loose.set(`${by} ${name}`, { by, name, of: [...(known?.of ?? []), field] });
  }
  return [...loose.values()].map(({ by, name, of }) => notice('loose-text', { entity, fields: of, by, name }));
}
