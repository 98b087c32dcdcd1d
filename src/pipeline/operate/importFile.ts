import { basename } from 'node:path';
import { type EntityName, entityNames } from '../../config/entity.ts';
import { type Config, type ImportOptions, importOptionsSchema } from '../../config/schema.ts';
import type { NumberAttributes } from '../../crm/import/importPlan.ts';
import { type ImportResult, importCsv } from '../../crm/importCsv.ts';
import { HandraiseError } from '../../errors.ts';
import { notice } from '../../notice/notice.ts';
import { rowProblemText } from '../../wording/refusedRows.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** How a file is read where it is not as the configuration has it: `imports` of the entity holds what is not said here. */
export interface FileImportOptions extends Partial<ImportOptions> {
  /** Where rows go that cannot be loaded; by default beside the file, with `.rejects.csv` after its name. */
  readonly rejects?: string;
}

/**
 * Loads a CSV file into the table of an entity; see `importCsv`.
 *
 * @param file absolute, or relative to the folder the process works in.
 * @throws HandraiseError `usage` for an entity there is not, or an option that cannot be meant; as `importCsv`.
 */
export async function importFile(
  { handle, config, progress }: Workbench,
  entity: EntityName,
  file: string,
  { rejects = `${file}.rejects.csv`, ...options }: FileImportOptions = {},
): Promise<ImportResult> {
  if (!entityNames.includes(entity))
    throw new HandraiseError('usage', `there is no entity ${JSON.stringify(entity)}`, {
      hint: `the entities are ${entityNames.join(', ')}`,
    });
  const merged = mergedOptions(config.imports[entity] ?? importOptionsSchema.parse({}), options);
  progress.stage(`importing ${entity} from ${basename(file)}`);
  const mapped = config.source[entity];
  const onProgress = (read: number, total: number) => progress.advance(read, total);
  const numbers = numbersOf(entity, config.source);
  const refused = { path: rejects, words: rowProblemText };
  const result = await importCsv(handle, entity, file, merged, refused, onProgress, numbers);
  const isUnread = Boolean(mapped?.table || mapped?.query);
  return isUnread
    ? { ...result, notices: [...result.notices, notice('import-not-read', { imported: entity })] }
    : result;
}

/** Attributes that are declared as numbers: by the names under which they are imported, or under which their history is. */
function numbersOf(entity: EntityName, source: Config['source']): NumberAttributes {
  const declared = (of: EntityName, nameOf: (name: string, column: string | undefined) => string) => {
    const numbers = Object.entries(source[of]?.attributes ?? {}).filter(([, { type }]) => type === 'number');
    return { [of]: new Set(numbers.map(([name, { column }]) => nameOf(name, column))) };
  };
  return entity === 'attributeHistory'
    ? { ...declared('contact', (name) => name), ...declared('account', (name) => name) }
    : declared(entity, (name, column) => column ?? name);
}

function mergedOptions(configured: ImportOptions, given: Partial<ImportOptions>): ImportOptions {
  const parsed = importOptionsSchema.safeParse({
    ...configured,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    columns: { ...configured.columns, ...given.columns },
    constants: { ...configured.constants, ...given.constants },
    attributes: { ...configured.attributes, ...given.attributes },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HandraiseError('usage', `${issue?.path.join('.')}: ${issue?.message}`, { cause: parsed.error });
}
