import { HandraiseError } from '../../errors.ts';
import { bestContact } from './bestContact.ts';
import { correctedMethod, loadCorrectedNoisyOr } from './correctedNoisyOr.ts';
import { direct } from './direct.ts';
import { noisyOr } from './noisyOr.ts';
import type { FittedRollUp } from './rollUp.ts';

/** Every way to combine contacts that is compared: first the one that is taken where past accounts do not clearly ask for another. */
export const rollUps = [noisyOr, bestContact, direct] as const;

/** A way to combine the contacts of an account, by its name. */
export type RollUpMethod = (typeof rollUps)[number]['method'];

/** Their names. */
export const rollUpMethods: readonly RollUpMethod[] = rollUps.map(({ method }) => method);

/** Each contact on its own: what is known without any past. */
export const independentContacts: FittedRollUp = noisyOr.load({ dependence: 0 });

/** What a way is called in sentences; those of older models too. */
export function rollUpTitle(method: string | undefined): string {
  return rollUps.find((one) => one.method === method)?.title ?? 'each contact on its own, then calibrated';
}

/** A fitted one as artefacts hold it. */
export function storedRollUp(fitted: FittedRollUp): { readonly method: string; readonly parameters: object | null } {
  return { method: fitted.method, parameters: fitted.parameters() };
}

/**
 * A fitted one from its method and parameters.
 *
 * @throws HandraiseError `artefact` for an unknown method or parameters of the wrong shape.
 */
export function loadRollUp(method: string, parameters: unknown): FittedRollUp {
  const found = rollUps.find((one) => one.method === method);
  if (found) return found.load(parameters);
  if (method === correctedMethod) return loadCorrectedNoisyOr(parameters);
  throw new HandraiseError('artefact', `there is no way to combine contacts called ${JSON.stringify(method)}`, {
    hint: 'train again',
  });
}
