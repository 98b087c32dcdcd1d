import { HandraiseError } from '../errors.ts';
import { argsort } from '../numeric/order.ts';
import { compareText } from '../snapshot/ordering.ts';

/**
 * Positions by probability descending, ties by id in code-unit order: the same list whatever the row order.
 *
 * @param probabilities one per row, in [0, 1].
 * @param idOf the id of a row; distinct.
 * @throws HandraiseError `data` for a probability outside [0, 1] or not a number, naming its id.
 */
export function rankOrder(probabilities: Float64Array, idOf: (row: number) => string): Int32Array {
  const refused = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (refused >= 0)
    throw new HandraiseError('data', `${idOf(refused)} has probability ${probabilities[refused]}, not one in [0, 1]`, {
      hint: 'nothing was published; this is a fault of the model, train it again',
    });
  const order = argsort(probabilities, 'descending');
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && probabilities[order[to]!] === probabilities[order[from]!]) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => compareText(idOf(a), idOf(b)));
    from = to;
  }
  return order;
}
