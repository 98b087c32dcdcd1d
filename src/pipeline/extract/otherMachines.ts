import { buildFeatures, type FeatureInput } from '../../features/engine/buildFeatures.ts';
import { selectColumns, type Table } from '../../table/table.ts';

/** Families that tell most about opens and clicks: how many there were, and when the last one was. */
const families = ['eventCount', 'eventRecency'];

/**
 * Features of opens and clicks the other way round: with those by machines where these are left out, without them where they are kept. They are
 * few, being of few kinds and of how long ago the last event of any kind was.
 *
 * @param used names of the features there are; only of these there is another.
 */
export async function otherMachines(input: FeatureInput, used: ReadonlySet<string>): Promise<Table> {
  const { sources, program } = input;
  const machine = sources.machine!;
  const kinds = [...machine.opens, ...machine.clicks];
  const { table } = await buildFeatures({
    ...input,
    sources: { ...sources, machine: { ...machine, keep: machine.keep !== true } },
    program: { ...program, features: { ...program.features, families, kinds, definitions: [] } },
  });
  return selectColumns(
    table,
    table.columns.map(({ name }) => name).filter((name) => used.has(name)),
  );
}
