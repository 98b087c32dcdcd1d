import type { NoticeKind } from '../notice/catalogue.ts';
import { auditWordings } from './audit.ts';
import { backtestWordings } from './backtest.ts';
import { calibrationVerdictWordings } from './calibrationVerdict.ts';
import { checkedProgramWordings } from './checkedPrograms.ts';
import { checkedRowWordings } from './checkedRows.ts';
import { checkedTableWordings } from './checkedTables.ts';
import { columnReadingWordings } from './columnReading.ts';
import { fileRowWordings } from './fileRows.ts';
import { fileShapeWordings } from './fileShape.ts';
import { flatFileGateWordings, flatFileWordings } from './flatFile.ts';
import { importedWordings } from './imported.ts';
import { modelInputWordings } from './modelInputs.ts';
import { outcomeWordings } from './outcome.ts';
import { presetWordings } from './presets.ts';
import { promotionWordings } from './promotion.ts';
import { qualificationWordings } from './qualification.ts';
import { refusedRowWordings } from './refusedRows.ts';
import { scoringWordings } from './scoring.ts';
import { trainingWordings } from './training.ts';
import { upkeepWordings } from './upkeep.ts';
import type { Wordings } from './wording.ts';

/** The English of every notice there is. */
export const wordings: Wordings<NoticeKind> = {
  ...checkedTableWordings,
  ...checkedRowWordings,
  ...checkedProgramWordings,
  ...presetWordings,
  ...importedWordings,
  ...refusedRowWordings,
  ...flatFileGateWordings,
  ...flatFileWordings,
  ...columnReadingWordings,
  ...fileRowWordings,
  ...fileShapeWordings,
  ...auditWordings,
  ...trainingWordings,
  ...calibrationVerdictWordings,
  ...promotionWordings,
  ...scoringWordings,
  ...modelInputWordings,
  ...qualificationWordings,
  ...upkeepWordings,
  ...backtestWordings,
  ...outcomeWordings,
};
