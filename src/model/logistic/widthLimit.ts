import { HandraiseError } from '../../errors.ts';

/** Encoded columns of a fit: a block of rows, and the steps that an optimiser remembers, grow with them. */
const mostColumns = 2 ** 15;

/** @throws HandraiseError `resource` for more columns than a logistic regression can have. */
export function checkWidth(width: number): void {
  if (width <= mostColumns) return;
  throw new HandraiseError('resource', `${width} columns are more than the ${mostColumns} of a logistic regression`, {
    hint: 'use fewer features',
  });
}
