import { z } from 'zod';
import { figure, names } from './figure.ts';

/** What an import says beside the rows that it refused. */
export const importedFigures = {
  'columns-not-loaded': z.object({ columns: names }),
  'number-format-unused': z.object({}),
  'zone-assumed': z.object({ zone: z.string() }),
  'event-ids-made': z.object({}),
  /** The entity that the configuration reads from elsewhere. */
  'import-not-read': z.object({ imported: z.string() }),
  /** Cells of an attribute that is declared as a number, and of these some, with up to ten lines; how numbers are written, where that was said. */
  'imported-not-numeric': z.object({
    ...{ attribute: z.string(), cells: figure, lines: z.array(figure).readonly(), examples: names },
    written: z.string().optional(),
  }),
} as const;
