import { HandraiseError } from '../../errors.ts';
import type { Column } from '../../table/table.ts';
import type { FeatureColumn } from '../family.ts';
import type { Feature } from '../feature.ts';

/** Puts columns of blocks of rows together into whole columns. */
export class ColumnGather {
  readonly #rows: number;
  #features: readonly Feature[] = [];
  #columns: readonly (Float64Array | GatheredLevels)[] = [];

  /** @param rows of the whole. */
  constructor(rows: number) {
    this.#rows = rows;
  }

  /** Takes the columns of some rows; every block has the same ones. */
  add(rows: Int32Array, made: readonly FeatureColumn[]): void {
    if (this.#features.length === 0) this.#begin(made);
    if (made.length !== this.#features.length) throw notTheSame(made);
    for (const [at, { column, feature }] of made.entries()) {
      if (feature.name !== this.#features[at]!.name) throw notTheSame(made);
      const whole = this.#columns[at]!;
      if (column.kind === 'number' && whole instanceof Float64Array) scatter(whole, rows, column.values);
      else if (column.kind === 'category' && !(whole instanceof Float64Array)) addLevels(whole, rows, column);
      else throw notTheSame(made);
    }
  }

  /** The whole columns; levels are those in use, ascending by code unit. */
  columns(): FeatureColumn[] {
    return this.#features.map((feature, at) => {
      const whole = this.#columns[at]!;
      const column: Column =
        whole instanceof Float64Array
          ? { kind: 'number', name: feature.name, values: whole }
          : { kind: 'category', name: feature.name, ...inOrder(whole) };
      return { feature, column };
    });
  }

  #begin(made: readonly FeatureColumn[]): void {
    this.#features = made.map(({ feature }) => feature);
    this.#columns = made.map(({ column }) =>
      column.kind === 'number'
        ? new Float64Array(this.#rows)
        : { codes: new Int32Array(this.#rows).fill(-1), codeOf: new Map<string, number>() },
    );
  }
}

interface GatheredLevels {
  readonly codes: Int32Array;
  readonly codeOf: Map<string, number>;
}

function scatter(into: Float64Array, rows: Int32Array, values: Float64Array): void {
  for (let i = 0; i < rows.length; i++) into[rows[i]!] = values[i]!;
}

function addLevels({ codes, codeOf }: GatheredLevels, rows: Int32Array, column: Column & { kind: 'category' }): void {
  const known = column.levels.map((level) => {
    const code = codeOf.get(level) ?? codeOf.size;
    codeOf.set(level, code);
    return code;
  });
  for (let i = 0; i < rows.length; i++) codes[rows[i]!] = known[column.codes[i]!] ?? -1;
}

function inOrder({ codes, codeOf }: GatheredLevels): { readonly codes: Int32Array; readonly levels: string[] } {
  const levels = [...codeOf.keys()].sort((a, b) => (a < b ? -1 : 1));
  const ordered = new Int32Array(levels.length);
  for (const [position, level] of levels.entries()) ordered[codeOf.get(level)!] = position;
  return { codes: codes.map((code) => ordered[code] ?? -1), levels };
}

function notTheSame(made: readonly FeatureColumn[]): HandraiseError {
  const names = made.map(({ feature }) => feature.name).join(', ');
  return new HandraiseError('unexpected', `a family gave other columns for other rows: ${names}`, {
    hint: 'the columns of a definition may depend on kinds and windows, never on the rows',
  });
}
