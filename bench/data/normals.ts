import type { Dataset } from '../../src/model/estimator.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable, type NumberColumn } from '../../src/table/table.ts';

interface NormalShape {
  readonly rows: number;
  readonly features: number;
  readonly seed: number;
}

/** Normal columns of various means and deviations, and a label whose log-odds are linear in them. */
export function normals({ rows, features, seed }: NormalShape): Dataset {
  const random = new Random(seed);
  const margins = new Float64Array(rows).fill(-1);
  const columns = Array.from({ length: features }, (_, j): NumberColumn => {
    const own = random.fork(`column ${j}`);
    const mean = 4 * own.next() - 2;
    const deviation = 0.5 + 2 * own.next();
    const coefficient = own.normal() / Math.sqrt(features);
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const standard = own.normal();
      values[row] = mean + deviation * standard;
      margins[row]! += coefficient * standard;
    }
    return { kind: 'number', name: `x${j}`, values };
  });
  const chance = random.fork('label');
  const label = Uint8Array.from(margins, (margin) => (chance.next() < sigmoid(margin) ? 1 : 0));
  return { table: createTable(rows, columns), label };
}
