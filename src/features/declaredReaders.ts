import { HandraiseError } from '../errors.ts';
import { type FoldedEvents, readers } from './family.ts';
import type { Fold } from './sweep/fold.ts';

/**
 * The folded events through the readers that a feature declares; any other reader fails, for what it reads need not have been
 * folded.
 *
 * @param feature named in the failure.
 */
export function declaredReaders(sweep: FoldedEvents, folds: readonly Fold[], feature: string): FoldedEvents {
  const declared: FoldedEvents = Object.create(null, {
    lookback: { value: sweep.lookback },
    kinds: { value: sweep.kinds },
  });
  for (const [name, fold] of Object.entries(readers) as [keyof typeof readers, Fold][])
    Object.defineProperty(declared, name, { value: folds.includes(fold) ? sweep[name].bind(sweep) : refuse });
  return declared;

  function refuse(): never {
    throw new HandraiseError('config', `feature ${feature} reads what it does not declare of the events`, {
      hint: `declare folds: those are ${[...new Set(Object.values(readers))].join(', ')}`,
    });
  }
}
