import { HandraiseError } from '../errors.ts';
import { type TableRequest, tableOptions } from '../pipeline/table/request.ts';
import { type TableResult, trainTable } from '../pipeline/table/trainTable.ts';
import { type Progress, silent } from '../progress.ts';

/** How a flat file is worked on. */
export interface TableRun {
  /** Hears how the work goes on; by default nobody. */
  readonly progress?: Progress;
  /** Interrupts the work. */
  readonly signal?: AbortSignal;
}

/**
 * Trains on a company's export, a CSV file or a workbook, without a database: what columns are is found out, leaks are audited, every
 * family of models is fitted, calibrated and judged on rows it has not seen. The predictions and the report that are asked for are
 * written also of a model that is of no use: `useful` says whether it is. To publish the scored rows, ask the `table` of a workbench.
 *
 * @param file a CSV file, plain or zipped, or a workbook
 * @param request which column is the label, and what else is known of the file
 * @param run who hears of the work, and what interrupts it
 * @throws HandraiseError `usage` where parts of the request exclude each other; `data` for a file that cannot be read, or that has
 *   too little to learn from.
 * @example
 * const { useful, findings } = await table('leads.csv', { label: 'won', predictions: 'scored.csv' });
 * useful // true
 * findings.family; // such as 'logistic'
 */
export async function table(
  file: string,
  request: TableRequest,
  { progress = silent, signal = new AbortController().signal }: TableRun = {},
): Promise<TableResult> {
  if (request.publish !== undefined)
    throw new HandraiseError('usage', 'publishing takes a database', {
      hint: 'open one: (await openWorkbench()).table(…)',
    });
  return trainTable(await tableOptions(file, request, new Date().toISOString()), { progress, signal });
}
