import { z } from 'zod';
import { sigmoid } from '../numeric/special.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';

const schema = z.strictObject({});

/** No correction: sigmoid(margin), for a model whose margins are log-odds already. */
export const none: Calibrator<'none'> = {
  method: 'none',
  title: 'none needed',
  formula: 's',
  parameters: 'none',
  source: '',
  corrects: [],
  auto: {},
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    return identity;
  },
  load(parameters) {
    parseParameters('no calibration', schema, parameters);
    return identity;
  },
};

const identity: FittedCalibrator = {
  method: 'none',
  probabilities(margins) {
    checkFinite(margins);
    return margins.map(sigmoid);
  },
  parameters: () => ({}),
};
