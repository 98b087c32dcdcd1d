import type { importedFigures } from '../notice/imported.ts';
import { counted } from '../text/format.ts';
import type { Wordings } from './wording.ts';

/** What an import says. */
export const importedWordings: Wordings<keyof typeof importedFigures> = {
  'columns-not-loaded': {
    sentence: ({ columns }) => `Columns that were not loaded: ${quoted(columns)}.`,
    meaning: 'The file has columns that belong to no field and no attribute.',
    advice: 'Nothing, or name them with `--column` or `--attribute`.',
  },
  'number-format-unused': {
    sentence: () =>
      'The number format was not used, since no number was read: an attribute is a number where the configuration declares the type number.',
    meaning: 'A number format was given, and the file has no column of numbers.',
    advice: 'Declare the attributes that are numbers in the configuration, and import the file again.',
  },
  'zone-assumed': {
    sentence: ({ zone }) => `Dates without an offset were read in the zone ${zone}.`,
    meaning: 'The file has dates that do not say their time zone.',
    advice: 'If they were written in another zone, import the file again with `--zone`.',
  },
  'event-ids-made': {
    sentence: () => 'The events have no ids, so ids were made of contact, kind, time and value.',
    meaning: 'The file of events has no column of ids. Equal events count as one.',
    advice: 'If there is a column of ids, name it with `--column id=COLUMN`.',
  },
  'import-not-read': {
    sentence: ({ imported }) => `source.${imported} is mapped in the configuration, so what was imported is not read.`,
    meaning: 'The configuration reads the entity from a table, and not from what was imported.',
    advice: 'Take the table out of the configuration, if the import is meant.',
  },
  'imported-not-numeric': {
    sentence: ({ attribute, cells, lines, examples, written }) =>
      `Attribute ${attribute}: ${counted(cells, 'cell')} ${cells === 1 ? 'is' : 'are'} not a number${written === undefined ? '' : ` such as ${written}`}, for example ${quoted(examples)} (line ${lines.join(', ')}). The values are kept, but count as missing.`,
    meaning: 'An attribute is declared as a number, and some cells of the file are no numbers.',
    advice: 'Say how numbers are written with `--number-format`, or declare a category.',
  },
};

function quoted(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(', ');
}
