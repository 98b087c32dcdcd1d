import { titleAsOf } from '../asOf/titleAsOf.ts';
import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { seniorityMatcher } from '../vocabulary/titleMatcher.ts';
import { titlesVersion } from '../vocabulary/titles.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'seniority', version: titlesVersion } as const;

/** Rank read from the job title; a title that says nothing about rank is a specialist's. */
export const seniority: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'rank by job title',
  type: 'category',
  units: ['category'],
  needs: [],
  folds: [],
  windows: 0,
  columns(context) {
    const { availability, titleOf } = titleAsOf(context);
    const match = seniorityMatcher();
    const feature = describe({
      ...family,
      name: 'title:seniority',
      parameters: { availability },
      type: 'category',
      unit: 'category',
      availability,
      group: 'Job title',
      sentence: 'seniority by job title',
      phrases: samePhrase('seniority: {value}', 'job title unknown'),
    });
    const { rows, contact, asOf } = context.snapshots;
    const levelAt = (row: number) => match(titleOf(contact[row]!, asOf[row]!));
    return [{ feature, column: categoryColumn(feature.name, rows, levelAt) }];
  },
};
