import type { Feature } from '../../features/feature.ts';
import { sha256Hex } from '../../numeric/hash.ts';
import type { Table } from '../../table/table.ts';

/** The columns of a flat file as features, each a group of its own. */
export function columnFeatures({ columns }: Table): readonly Feature[] {
  return columns.map(({ name, kind }) => {
    const valued = `${name}: {value}`;
    return {
      name,
      family: 'column',
      type: kind,
      unit: '',
      availability: 'undated',
      group: name,
      sentence: name,
      phrases: { missing: `${name}: none`, negative: valued, zero: valued, one: valued, many: valued },
      hash: sha256Hex(`column ${kind} ${name}`).slice(0, 16),
    };
  });
}
