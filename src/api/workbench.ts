import type { EntityName } from '../config/entity.ts';
import type { ImportResult } from '../crm/importCsv.ts';
import type { DemoResult } from '../pipeline/demo/demo.ts';
import type { CheckedSources } from '../pipeline/operate/checkSources.ts';
import type { Diagnosis } from '../pipeline/operate/doctor.ts';
import type { FileImportOptions } from '../pipeline/operate/importFile.ts';
import type { PresetChoice, PresetConfig } from '../pipeline/operate/presetConfig.ts';
import type { ProgramStatus } from '../pipeline/operate/status.ts';
import type { ProgramTemplateName } from '../pipeline/outcome/programTemplates.ts';
import type { TemplateProgram } from '../pipeline/outcome/templateProgram.ts';
import type { TableRequest } from '../pipeline/table/request.ts';
import type { TableResult } from '../pipeline/table/trainTable.ts';
import type { OpenProgram } from './program.ts';

/** A configuration whose database is open, with everything that is not about one program. A method is the command of the same name. */
export interface OpenWorkbench {
  /** Which database it is, without its password. */
  readonly database: string;
  /** File with the password of the embedded database; null of a database of the company's own. */
  readonly embeddedPassword: string | null;

  /**
   * A program of the configuration.
   *
   * @param name by default the only one, or the one called `default`
   * @throws HandraiseError `usage` when the configuration has no such program.
   * @example
   * workbench.program('default').name // 'default'
   */
  program(name?: string): OpenProgram;

  /**
   * Checks every entity of the configuration, and the features that its programs define themselves; writes nothing.
   *
   * @throws HandraiseError `config` naming a feature whose function fails.
   * @example
   * const { problems, failed } = await workbench.check();
   * failed // false
   * problems.filter(({ severity }) => severity === 'error') // []
   */
  check(): Promise<CheckedSources>;

  /**
   * Loads a CSV file into the table of an entity, all in one transaction; a row that is there already is replaced.
   *
   * @param entity what the rows are
   * @param file the CSV file, absolute or relative to the folder the process works in
   * @param options how the file is written, where it is not as `imports` of the configuration has it
   * @throws ImportRefusedError (`data`) when rows are bad and `onBadRow` is `abort`, or all are bad: its `result` says which and why. HandraiseError `config`
   *   for options that cannot be meant, `usage` when the file cannot be found.
   * @example
   * await writeFile('suppressions.csv', 'contact,since\n17,2026-01-31\n');
   * const { loaded } = await workbench.import('suppression', 'suppressions.csv', { columns: { contactId: 'contact' } });
   * loaded // 1
   */
  import(entity: EntityName, file: string, options?: FileImportOptions): Promise<ImportResult>;

  /**
   * How every program of the configuration stands: champion, published ranking, latest runs.
   *
   * @example
   * const [first] = await workbench.status();
   * first?.program // 'default'
   */
  status(): Promise<readonly ProgramStatus[]>;

  /**
   * Trains on a company's export as `table` does; the scored rows can be published as the ranking of a program of their own.
   *
   * @param file a CSV file, plain or zipped, or a workbook; absolute or relative to the folder the process works in
   * @param request which column is the label, and what else is known of the file
   * @throws HandraiseError as `table`; `usage` for a program that the configuration has already.
   * @example
   * const request = { label: 'won', id: 'lead', test: 'new.csv', publish: 'leads' };
   * const { published } = await workbench.table('leads.csv', request);
   * published?.program // 'leads'
   */
  table(file: string, request: TableRequest): Promise<TableResult>;

  /**
   * Looks for the tables that connectors landed, and makes the configuration that maps them; writes nothing.
   *
   * @param presets one preset, or several that go together, each with the schemas its connector fills
   * @returns the text of a `handraise.config.ts`, and what was found
   * @throws HandraiseError `usage` for a preset there is not, or presets that do not go together; `data` when a table a preset needs is
   *   not there.
   * @example
   * const { text } = await workbench.presetConfig([{ preset: 'odoo', schemas: ['crm'] }]).catch(() => ({ text: 'no tables of Odoo' }));
   */
  presetConfig(presets: readonly [PresetChoice, ...PresetChoice[]]): Promise<PresetConfig>;

  /**
   * Makes a program for a question that many companies ask, for the tables that are mapped: which kind of outcome it takes is found out. Writes nothing.
   *
   * @param name `new-business`, `expansion`, `win-back` or `churn`
   * @param options.kind the kind of outcome, where several would do or none does by its name
   * @returns what stands within `programs` of `handraise.config.ts`
   * @throws HandraiseError `usage` for a program that is there already, and where the kind cannot be told; `config` where no opportunity says that it was won;
   *   `data` where there are no outcomes.
   * @example
   * const { text } = await workbench.programTemplate('new-business').catch((error: HandraiseError) => ({ text: error.message }));
   * text.includes('customers') // true
   */
  programTemplate(name: ProgramTemplateName, options?: { readonly kind?: string }): Promise<TemplateProgram>;

  /**
   * Compares the models with their files, the records with their hashes, and the champions with the records.
   *
   * @param options.repair repair what needs no person; by default nothing is changed
   * @example
   * const { findings } = await workbench.doctor();
   * findings // []
   */
  doctor(options?: { readonly repair?: boolean }): Promise<Diagnosis>;

  /**
   * Invents a company whose true conversion probabilities are known, and does the whole job on it: load, train, promote, learn the profile, score, report.
   * The configuration must map the company's tables, as the one that `handraise demo` writes does.
   *
   * @param options.contacts people of the company, 5,000 to a million
   * @param options.seed another seed, another company
   * @throws HandraiseError `busy` while another demo is at work on the same database.
   * @example
   * const { truth } = await workbench.demo({ contacts: 5000, seed: 1 });
   * truth.correlation > 0.5 // true
   */
  demo(options: { readonly contacts: number; readonly seed: number }): Promise<DemoResult>;

  /**
   * Ends every connection, and stops the embedded database unless another process uses it.
   *
   * @example
   * const other = await openWorkbench();
   * await other.close();
   */
  close(): Promise<void>;
}
