import type { presetFigures } from '../notice/presets.ts';
import { counted } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** What `init --preset` says of the data that it found. */
export const presetWordings: Wordings<keyof typeof presetFigures> = {
  'hands-uncounted': {
    sentence: ({ what }) =>
      `The ${what}s could not be counted within a minute, so none is listed and none is taken: the statement that lists them is in the file.`,
    meaning: 'The table by which hands are raised is too large to be counted in time.',
    advice: 'Run the statement that the file has, and write the lines that raise a hand into the list.',
  },
  'hands-sampled': {
    sentence: ({ what }) =>
      `Counted in a sample of one row in a hundred: a ${what} that is rare may be missing, and counts are estimates.`,
    meaning: 'The table by which hands are raised is large, so only a sample of its rows was counted.',
    advice: 'Add lines to the list for what is rare and raises a hand.',
  },
  'no-hand-taken': {
    sentence: ({ what, candidates }) => {
      if (candidates === 0) return `There is no ${what} yet, so nobody raised a hand.`;
      const names =
        candidates === 1 ? `The name of the only ${what} does not say` : `No name of the ${candidates} ${what}s says`;
      return `${names} that somebody asks to be called: no outcome is found until a ${what} in the list is taken.`;
    },
    meaning: 'No name says that somebody asks to be called, so nothing counts as a raised hand.',
    advice: 'Take the right lines of the list in the written configuration: remove the `//` before them.',
  },
  'own-fields-left-out': {
    sentence: ({ of, why, fields, mapped }) => {
      const reason = why === 'beyond' ? `beyond the ${mapped} that are filled most often` : reasons[why];
      return `Own fields of ${of} left out ${reason} (${fields.length}): ${fields.join(', ')}.`;
    },
    meaning:
      'Fields that the company added itself are not mapped, because they can teach a model nothing or are too many.',
    advice: 'Nothing; or add a field to the attributes of the written configuration.',
  },
  'own-fields-untold': {
    sentence: ({ of, prefix }) =>
      `Nothing here tells which properties of ${of} HubSpot defined: those of its public list, and names that begin in ${prefix}, are left out as such.`,
    meaning: "The table with HubSpot's own properties is not there, so a public list takes its place.",
    advice: 'Have the connector load the table of properties, or add a property to the attributes.',
  },
  'values-unwritten': {
    sentence: ({ fields, more }) => {
      const shares = fields.map(
        ({ table, field, percent }) =>
          `${table}: ${field} in ${percent < 1 ? 'less than 1' : Math.round(percent)}% of rows`,
      );
      const shown = [...shares, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
      return `Values that Airbyte could not write count as missing, though the source has them (_airbyte_meta names them): ${shown}.`;
    },
    meaning: 'The connector could not write some values, and left them empty.',
    advice: 'Change the type of the field in the connector, or at the source, and load the table again.',
  },
  'ids-of-nobody': {
    sentence: ({ places }) => {
      const found = places.map(
        ({ place, calls, ids }) => `${calls} in ${place} (${listed(ids.map((id) => JSON.stringify(id)))})`,
      );
      return `Ids that stand for nobody, because every stranger gets the same one, are read as missing: ${found.join(', ')}.`;
    },
    meaning: 'Tracked calls carry an id such as `null` or `0`, which stands for nobody.',
    advice: 'Have the website send no id where it knows none.',
  },
  'ids-of-many': {
    sentence: ({ ids, mostUsers }) =>
      `Anonymous ids under which more than ${counted(mostUsers, 'user')} were identified belong to nobody in particular, so their anonymous calls are left out: ${listed(
        ids.map(({ id, users }) => `${JSON.stringify(id)} of ${counted(users, 'user')}`),
      )}.`,
    meaning: 'An anonymous id is shared by many people, such as on a common device.',
    advice: 'Nothing; or have the website reset the anonymous id when somebody logs out.',
  },
};

const reasons = {
  'never-filled': 'because they never have a value',
  'one-value': 'because they always have the same value',
  'all-different': 'because nearly every value is another',
  'dates-or-lists': 'because they hold dates or lists',
  'past-unknown': 'because nothing tells what they were before',
} as const;

function listed(found: readonly string[]): string {
  const shown = found.slice(0, 3).join(', ');
  return found.length > 3 ? `${shown} and ${found.length - 3} more` : shown;
}
