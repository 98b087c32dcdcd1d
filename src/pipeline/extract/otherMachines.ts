import { buildFeatures, type FeatureInput } from '../../features/engine/buildFeatures.ts';
import { selectColumns, type Table } from '../../table/table.ts';

/** Families that tell most about opens and clicks: how many there were, and when the last one was. */
const families = ['eventCount', 'eventRecency'];

const bytesPerCell = 8;

/**
 * Features of opens and clicks the other way round: with those by machines where these are left out, without them where they are kept. They are
 * few, being of few kinds and of how long ago the last event of any kind was.
 *
 * @param beside the features there are, which stay in memory; only of these there are others.
 */
export async function otherMachines(input: FeatureInput, beside: Table): Promise<Table> {
  const { sources, program, memoryBudget } = input;
  const used = new Set(beside.columns.map(({ name }) => name));
  // So few columns fit beside the others; what folding takes is divided as far as it has to be.
  const left = memoryBudget - bytesPerCell * beside.rows * beside.columns.length;
  const machine = sources.machine!;
  const kinds = [...machine.opens, ...machine.clicks];
  const { table } = await buildFeatures({
    ...input,
    memoryBudget: Math.max(left, memoryBudget / 2),
    sources: { ...sources, machine: { ...machine, keep: machine.keep !== true } },
    program: { ...program, features: { ...program.features, families, kinds, definitions: [] } },
  });
  return selectColumns(
    table,
    table.columns.map(({ name }) => name).filter((name) => used.has(name)),
  );
}
