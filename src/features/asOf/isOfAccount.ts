import type { Program } from '../../config/schema.ts';
import { selectFamilies } from '../engine/selectFamilies.ts';
import type { Feature } from '../feature.ts';

/** Of families that look at contacts and accounts alike, what the names of those of the account begin with. */
const names = ['account:', 'tenure:account', 'region:account'];

/** Whether a feature is made of the contact's account: its attributes, its age, its deals, or what colleagues did. */
export function isOfAccount({ name, family }: Feature, { features }: Pick<Program, 'features'>): boolean {
  const needs = selectFamilies(features).find((one) => one.family === family)?.needs ?? [];
  return needs.includes('account') || names.some((start) => name.startsWith(start));
}
