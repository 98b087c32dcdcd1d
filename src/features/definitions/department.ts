import { titleAsOf } from '../asOf/titleAsOf.ts';
import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { departmentMatcher } from '../vocabulary/titleMatcher.ts';
import { titlesVersion } from '../vocabulary/titles.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'department', version: titlesVersion } as const;

/** Department read from the job title. */
export const department: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'department by job title',
  type: 'category',
  units: ['category'],
  needs: [],
  folds: [],
  windows: 0,
  columns(context) {
    const { availability, titleOf } = titleAsOf(context);
    const match = departmentMatcher();
    const feature = describe({
      ...family,
      name: 'title:department',
      parameters: { availability },
      type: 'category',
      unit: 'category',
      availability,
      group: 'Job title',
      sentence: 'department by job title',
      phrases: samePhrase('department: {value}', 'job title unknown'),
    });
    const { rows, contact, asOf } = context.snapshots;
    const levelAt = (row: number) => match(titleOf(contact[row]!, asOf[row]!));
    return [{ feature, column: categoryColumn(feature.name, rows, levelAt) }];
  },
};
