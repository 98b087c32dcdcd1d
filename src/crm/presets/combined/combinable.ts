import { HandraiseError } from '../../../errors.ts';
import type { Preset } from '../preset.ts';

/** A preset that says who people are, and those that are read beside it, by name. */
export interface Combination<Part extends { readonly preset: Preset }> {
  readonly crm: Part;
  readonly others: readonly Part[];
}

/**
 * Which of several presets says who people are.
 *
 * @throws HandraiseError `usage` when it is none of them, or more than one, or when one of the others does not say which
 *   people of that system its own are.
 */
export function combinationOf<Part extends { readonly preset: Preset }>(parts: readonly Part[]): Combination<Part> {
  const crms = parts.filter(({ preset }) => preset.crm !== undefined);
  const [crm] = crms;
  if (crm === undefined) throw refused(`${namesOf(parts)} cannot be combined: none of them is a CRM`);
  if (crms.length > 1)
    throw refused(`${namesOf(crms)} cannot be combined: each says for itself who people are`, 'name one of them only');
  const others = parts.filter((part) => part !== crm).sort((a, b) => (a.preset.name < b.preset.name ? -1 : 1));
  for (const { preset } of others)
    if (!preset.beside?.includes(crm.preset.crm!))
      throw refused(
        `${preset.name} cannot be combined with ${crm.preset.name}: it does not say which people there its own are`,
      );
  return { crm, others };
}

function namesOf(parts: readonly { readonly preset: Preset }[]): string {
  return parts.map(({ preset }) => preset.name).join(' and ');
}

function refused(message: string, hint = 'write a configuration for each, in a folder of its own'): HandraiseError {
  return new HandraiseError('usage', message, { hint });
}
