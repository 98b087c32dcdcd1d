import type { Program } from '../config/schema.ts';
import type { Population } from './population.ts';

/**
 * Number of the cluster a contact belongs to, in [0, accounts + contacts).
 *
 * The index of its account where accounts are the program's unit and it has one; else the number of accounts plus the index of
 * the contact, so that the two never meet.
 */
export function unitOf(population: Population, program: Program, contact: number): number {
  const account = population.contacts.account[contact]!;
  return program.unit === 'account' && account >= 0 ? account : population.accounts.ids.length + contact;
}

/** Id of the account or contact that is a contact's unit: what a hash of the unit is taken of, the same in every run. */
export function unitId(population: Population, program: Program, contact: number): string {
  const account = population.contacts.account[contact]!;
  const id = program.unit === 'account' && account >= 0 ? population.accounts.ids[account] : undefined;
  return id ?? population.contacts.ids[contact]!;
}
