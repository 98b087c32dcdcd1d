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
const ofFile: Words = { test: 'test rows', use: 'used', take: 'Taking' };

/** The words for what the report is of. */
export function wordsOf({ flatFile }: CalibrationReportData): Words {
  return flatFile ? ofFile : ofProgram;
}
