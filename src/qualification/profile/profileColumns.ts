import type { Feature, FeatureTable } from '../../features/feature.ts';
import type { CategoryColumn, Column } from '../../table/table.ts';
import { type BandEnds, bandEnds, banded } from './bands.ts';

/** Who somebody is, as a category: an attribute of a profile with its values. */
export interface ProfileColumn {
  readonly feature: Pick<Feature, 'name' | 'sentence'>;
  /** Absent for what is a category by itself. */
  readonly ends?: BandEnds;
  readonly column: CategoryColumn;
}

/** Columns as a profile is learned from them: numbers in bands, which their rows decide on. */
export function profileColumns({ features, table }: FeatureTable): readonly ProfileColumn[] {
  return features.map((feature, at): ProfileColumn => {
    const column = table.columns[at]!;
    if (column.kind === 'category') return { feature, column };
    const ends = bandEnds(column);
    return { feature, ends, column: banded(column, ends) };
  });
}

/** The columns that a profile speaks of, as it has them; those that are not there are left out. */
export function columnsOfProfile(
  attributes: readonly { readonly attribute: string; readonly ends?: BandEnds }[],
  columns: readonly Column[],
): readonly CategoryColumn[] {
  return attributes.flatMap(({ attribute, ends }): CategoryColumn[] => {
    const column = columns.find(({ name }) => name === attribute);
    if (!column) return [];
    if (column.kind === 'category') return ends ? [] : [column];
    return ends ? [banded(column, ends)] : [];
  });
}
