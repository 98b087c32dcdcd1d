import { textAsOf } from '../asOf/attributeAsOf.ts';
import { attributeInRole } from '../asOf/attributeInRole.ts';
import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { regionOf, regionsVersion } from '../vocabulary/regions.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'geography', version: regionsVersion } as const;

const whose = {
  account: { group: 'Region of the company', sentence: 'region of the company' },
  contact: { group: 'Region of the contact', sentence: 'region of the contact' },
} as const;

/**
 * Region of the world that the account's, and the contact's, country lies in; `Other` for a country the table does not know.
 * Absent where neither has an attribute that is a country: one whose declaration has `role: 'country'`, else one called
 * `country`, `countryCode`, `billingCountry` or the like.
 */
export const geography: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'which part of the world the company and the contact are in',
  type: 'category',
  units: ['category'],
  needs: [],
  folds: [],
  windows: 0,
  columns: (context) =>
    (['account', 'contact'] as const).flatMap((owner) => {
      const declared = attributeInRole(context, owner, 'country');
      if (!declared) return [];
      const { availability } = declared.attribute;
      const { group, sentence } = whose[owner];
      const feature = describe({
        ...family,
        name: `region:${owner}`,
        parameters: { entity: owner, attribute: declared.name, availability },
        type: 'category',
        unit: 'category',
        availability,
        group,
        sentence,
        phrases: samePhrase(`${sentence}: {value}`, `${sentence} unknown`),
      });
      const country = textAsOf(context, owner, declared);
      return [
        { feature, column: categoryColumn(feature.name, context.snapshots.rows, (row) => regionOf(country(row))) },
      ];
    }),
};
