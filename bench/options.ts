import { parseArgs } from 'node:util';
import type { Half } from './accuracy/publicTable.ts';

/** What is asked of a bench; each has a shape of its own for what is left open. */
export interface BenchOptions {
  readonly rows: number | undefined;
  readonly features: number | undefined;
  readonly trees: number | undefined;
  readonly threads: number;
  /** Measured runs of each side; in benches of quality the number of random splits. */
  readonly runs: number;
  /** Measures our side alone at ×1, ×2, ×4 and ×8. */
  readonly growth: boolean;
  /** Tables of the bench of accuracy. */
  readonly half: Half;
  /** File to keep predictions in, and one that holds those of an earlier run. */
  readonly keep: string | undefined;
  readonly against: string | undefined;
  /** Hears what is going on. */
  readonly say: (line: string) => void;
}

/** Sizes of a bench. */
export type Shape = Readonly<Record<'rows' | 'features' | 'trees', number>>;

/** The command line. @throws TypeError naming the argument that is wrong. */
export function parseBenchArguments(args: string[]): { names: string[]; json: boolean; options: BenchOptions } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      features: { type: 'string' },
      trees: { type: 'string' },
      threads: { type: 'string', default: '2' },
      runs: { type: 'string', default: '5' },
      growth: { type: 'boolean', default: false },
      half: { type: 'string', default: 'tuning' },
      keep: { type: 'string' },
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const options = {
    rows: count('rows', values.rows),
    features: count('features', values.features),
    trees: count('trees', values.trees),
    threads: count('threads', values.threads)!,
    runs: count('runs', values.runs)!,
    growth: values.growth,
    half: halfOf(values.half),
    keep: values.keep,
    against: values.against,
    say: (line: string) => console.error(line),
  };
  return { names: positionals, json: values.json, options };
}

/** The shape that is asked for, with `defaults` for what is left open; growth starts from an eighth of the rows. */
export function shapeOf({ rows, features, trees, growth }: BenchOptions, defaults: Shape): Shape {
  return {
    rows: rows ?? (growth ? Math.round(defaults.rows / 8) : defaults.rows),
    features: features ?? defaults.features,
    trees: trees ?? defaults.trees,
  };
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new TypeError(`--${name} takes a whole number from 1, not ${text}`);
  return Number(text);
}

function halfOf(text: string): Half {
  if (text === 'tuning' || text === 'judging') return text;
  throw new TypeError(`--half takes tuning or judging, not ${text}`);
}
