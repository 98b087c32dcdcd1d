import type { FittedModel } from '../../model/estimator.ts';
import { logistic } from '../../model/logistic/logistic.ts';
import { clipProbability } from '../../numeric/crossEntropy.ts';
import { logit, sigmoid } from '../../numeric/special.ts';
import type { NumberColumn, Table } from '../../table/table.ts';
import { type AccountRows, contactCounts } from './accountRows.ts';
import { anyConverts } from './anyConverts.ts';
import { bestOf } from './bestContact.ts';
import type { FittedRollUp, RollUp } from './rollUp.ts';

const method = 'direct';
/** Of what its contacts come to. */
const rolledUp = ['all contacts', 'best contact', 'contacts'] as const;

/** A small model of accounts, of what their contacts come to and what the accounts themselves did. */
export const direct: RollUp<'direct'> = {
  method,
  title: 'a model of accounts',
  works: 'learns from past accounts what all contacts, the best of them and the activity of the account come to',
  formula:
    'logistic regression on the log-odds of 1 − Π(1 − pᵢ) and of p₁, the number of contacts and the activity of the account; at least p₁',
  parameters: '4, and those of the activity',
  source: 'the logistic regression of contacts, with its default penalty',
  async fit({ rows, label }, run) {
    if (!label.includes(0) || !label.includes(1)) return fitted(null);
    return fitted(await logistic().fit({ table: tableOf(rows), label }, run));
  },
  load: (parameters) => fitted(parameters === null ? null : logistic().load(parameters)),
};

/** Without a model, each contact is on its own. */
function fitted(model: FittedModel | null): FittedRollUp {
  const own: readonly string[] = rolledUp;
  return {
    method,
    reads: model?.features.filter((name) => !own.includes(name)) ?? [],
    probabilities(accounts) {
      if (!model) return independently(accounts);
      const best = bestOf(accounts);
      return model.margins(tableOf(accounts)).map((margin, row) => Math.max(sigmoid(margin), best[row]!));
    },
    parameters: () => model?.parameters() ?? null,
  };
}

function tableOf(accounts: AccountRows): Table {
  const values = [
    logOdds(independently(accounts)),
    logOdds(bestOf(accounts)),
    Float64Array.from(contactCounts(accounts)),
  ];
  const columns = rolledUp.map((name, at): NumberColumn => ({ kind: 'number', name, values: values[at]! }));
  return { rows: accounts.rows, columns: [...columns, ...accounts.activity.columns] };
}

function independently({ rows, start, probability }: AccountRows): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => anyConverts(probability, start[row]!, start[row + 1]!, 0));
}

function logOdds(probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => logit(clipProbability(p)));
}
