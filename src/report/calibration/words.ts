import type { CalibrationReportData } from '../reportData.ts';

/** What a program and a flat file call by different names. */
export interface Words {
  /** Where the model was judged. */
  readonly test: 'test dates' | 'test rows';
  /** What a model waits for. */
  readonly use: 'published' | 'used';
  /** What one takes of a list. */
  readonly take: string;
}

const ofProgram: Words = { test: 'test dates', use: 'published', take: 'Calling' };
/** Of a model that was judged on other units of the dates it learnt from. */
const ofUnits: Words = { ...ofProgram, test: 'test rows' };
const ofFile: Words = { test: 'test rows', use: 'used', take: 'Taking' };

/** The words for what the report is of. */
export function wordsOf(data: Pick<CalibrationReportData, 'flatFile' | 'shortHistory'>): Words {
  if (data.flatFile) return ofFile;
  return timeWasTested(data) ? ofProgram : ofUnits;
}

/** Whether the model of a program was judged on later dates than it learnt from. */
export function timeWasTested({ shortHistory }: Pick<CalibrationReportData, 'shortHistory'>): boolean {
  return shortHistory?.timeTested !== false;
}
