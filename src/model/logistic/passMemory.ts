import type { Address, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { recordBytes } from '../../kernel/kernelRecord.ts';
import type { Design } from '../encoding/design.ts';
import { type BlockPlaces, blockRoom, placeBlocks } from '../encoding/designBlocks.ts';

/** Fields of `LogisticPass` in `kernel/assembly/logistic.ts`. */
export const passShape = {
  reals: ['intercept', 'residualScale', 'lossScale', 'restScale', 'residualSum', 'lossSum', 'restSum'],
  integers: [
    'wholeWeights',
    'coefficients',
    'sums',
    'starts',
    'raises',
    'entrySums',
    'terms',
    'termSums',
    'slopes',
    'offsets',
    'scales',
    'margin',
    'residual',
    'factor',
  ],
} as const;

/** Where the parts of a pass are in the memory of a kernel: see `LogisticPass` of the assembly. */
export interface PassPlaces {
  readonly record: Address;
  readonly arrays: {
    readonly coefficients: Address;
    readonly sums: Address;
    readonly starts: Address;
    readonly raises: Address;
    readonly entrySums: Address;
    readonly terms: Address;
    readonly termSums: Address;
    readonly slopes: Address;
    readonly offsets: Address;
    readonly scales: Address;
    readonly margin: Address;
    readonly residual: Address;
    readonly factor: Address;
  };
  readonly blocks: readonly BlockPlaces[];
}

/** Plans a pass over so many blocks, whose rows may list so many terms. */
export function placePass(plan: MemoryPlan, design: Design, blocks: number, terms = 0): PassPlaces {
  const numbers = 8 * design.numbers.length;
  const entries = 8 * entryStarts(design).at(-1)!;
  const room = 8 * blockRoom(design);
  return {
    record: plan.place(recordBytes(passShape)),
    arrays: {
      coefficients: plan.place(numbers),
      sums: plan.place(numbers),
      starts: plan.place(4 * (design.sets.length + 1)),
      raises: plan.place(entries),
      entrySums: plan.place(entries),
      terms: plan.place(8 * terms),
      termSums: plan.place(8 * terms),
      slopes: plan.place(numbers),
      offsets: plan.place(numbers),
      scales: plan.place(numbers),
      margin: plan.place(room),
      residual: plan.place(room),
      factor: plan.place(room),
    },
    blocks: placeBlocks(plan, design, blocks),
  };
}

/** Where the entries of each set of indicators begin, the first for no indicator; and where those of the last end. */
export function entryStarts({ sets }: Design): Int32Array {
  const starts = new Int32Array(sets.length + 1);
  sets.forEach(({ on }, at) => {
    starts[at + 1] = starts[at]! + 1 + on.length;
  });
  return starts;
}
