import { numberAsOf } from '../asOf/attributeAsOf.ts';
import { attributeInRole } from '../asOf/attributeInRole.ts';
import { categoryColumn } from '../columns.ts';
import { describe } from '../describe.ts';
import type { FeatureFamily } from '../family.ts';
import { samePhrase } from '../wording/phrases.ts';

const family = { family: 'companySize', version: 1 } as const;

/** Bands by their largest number of employees, ascending: those that business networks and CRMs ask companies for. */
export const sizeBands: readonly (readonly [upTo: number, band: string])[] = [
  [10, '1 to 10 employees'],
  [50, '11 to 50 employees'],
  [200, '51 to 200 employees'],
  [500, '201 to 500 employees'],
  [1000, '501 to 1,000 employees'],
  [5000, '1,001 to 5,000 employees'],
  [10_000, '5,001 to 10,000 employees'],
  [Number.POSITIVE_INFINITY, 'more than 10,000 employees'],
];

/**
 * Band of the account's number of employees; missing below 1. Absent where no attribute of the account is that number: one whose
 * declaration has `role: 'employees'`, else one called `employees`, `numberOfEmployees` or the like.
 */
export const companySize: FeatureFamily = {
  ...family,
  availability: 'as declared',
  sentence: 'how large the company is',
  type: 'category',
  units: ['category'],
  needs: ['account'],
  folds: [],
  windows: 0,
  columns(context) {
    const declared = attributeInRole(context, 'account', 'employees');
    if (!declared) return [];
    const { availability } = declared.attribute;
    const feature = describe({
      ...family,
      name: 'size:account',
      parameters: { attribute: declared.name, availability },
      type: 'category',
      unit: 'category',
      availability,
      group: 'Company size',
      sentence: 'size of the company',
      phrases: samePhrase('company with {value}', 'company size unknown'),
    });
    const employees = numberAsOf(context, 'account', declared);
    const column = categoryColumn(feature.name, context.snapshots.rows, (row) => bandOf(employees(row)));
    return [{ feature, column }];
  },
};

function bandOf(employees: number): string | null {
  if (!(employees >= 1)) return null;
  return sizeBands.find(([upTo]) => employees <= upTo)?.[1] ?? null;
}
