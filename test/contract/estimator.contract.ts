import type { Estimator } from '../../src/model/estimator.ts';
import { frozenDeeply } from './estimatorAssertions.ts';
import { fitContract } from './estimatorFit.ts';
import { inputContract } from './estimatorInput.ts';
import { parametersContract } from './estimatorParameters.ts';
import { scoresContract } from './estimatorScores.ts';

/** What differs between estimators. */
interface EstimatorCase<Options> {
  /** By default the estimator's own defaults; frozen, so that no estimator writes to them. */
  readonly options?: Options;
  readonly oneClass: 'accepted' | 'refused';
  /** How far the mean probability of the training rows may be from their rate; by default 0.02. */
  readonly meanWithin?: number;
}

/** What every estimator promises, whatever its family; `environment.test.ts` adds locales and time zones. */
export function estimatorContract<Options extends object>(
  create: (options?: Options) => Estimator,
  { options, oneClass, meanWithin = 0.02 }: EstimatorCase<NoInfer<Options>>,
): void {
  const frozen = options && frozenDeeply(structuredClone(options));
  const make = () => create(frozen);
  inputContract(make, oneClass);
  fitContract(make);
  scoresContract(make, meanWithin);
  parametersContract(make);
}
