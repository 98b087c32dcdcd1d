import type { Inputs } from '../crm/inputs.ts';
import { HandraiseError } from '../errors.ts';
import { isMadeOf } from '../features/modelInputs.ts';
import { type Notice, notice } from '../notice/notice.ts';
import type { Artefact } from '../training/artefact.ts';

type Read = Pick<Artefact, 'inputs' | 'features'>;

/**
 * Makes sure that what the features of a model are made of is read as it was read for its training.
 *
 * Not refused: another table under the same columns, of which the gates count the past again; a field without a column any more, which has
 * a gate of its own; an entity that was not there before; parts that no feature of the model is made of.
 *
 * @throws HandraiseError `artefact` naming the first part that is declared otherwise.
 */
export function checkInputs(artefact: Read, now: Inputs): void {
  const { inputs, features } = artefact;
  if (inputs === null) return;
  for (const part of changedParts(inputs, now)) {
    if (isTable(part) || !isMadeOf(features, part)) continue;
    const what =
      inputs[part] === undefined
        ? 'is declared now, and was not when the model was trained'
        : now[part] === undefined
          ? 'was declared when the model was trained, and is not now'
          : 'is not what it was when the model was trained';
    throw new HandraiseError('artefact', `source.${part} ${what}: its features would mean something else`, {
      hint: `handraise train --promote, or set source.${part} back`,
    });
  }
}

/** What must be said of how a model's inputs are read where nothing is refused. */
export function inputRemarks({ inputs, features }: Read, modelId: string, now: Inputs): readonly Notice[] {
  if (inputs === null) return [notice('inputs-unrecorded', { modelId })];
  const moved = changedParts(inputs, now).filter((part) => isTable(part) && isMadeOf(features, part));
  const entities = moved.map((part) => part.split('.')[0]!);
  return entities.length > 0 ? [notice('inputs-elsewhere', { modelId, entities })] : [];
}

function changedParts(then: Inputs, now: Inputs): string[] {
  const entitiesOf = (inputs: Inputs) => new Set(Object.keys(inputs).map((part) => part.split('.')[0]));
  const [before, after] = [entitiesOf(then), entitiesOf(now)];
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].sort().filter((part) => {
    const [entity, setting] = part.split('.');
    if (then[part] === now[part] || !before.has(entity) || !after.has(entity)) return false;
    return !(setting === 'columns' && now[part] === undefined);
  });
}

/** A table in the place of a query, or the other way round, shows in `query`. */
function isTable(part: string): boolean {
  return part.endsWith('.table');
}
