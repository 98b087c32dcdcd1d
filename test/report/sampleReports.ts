export { sampleCalibrationReport } from './sampleCalibration.ts';
export { sampleRankedAccountsReport } from './sampleRanking.ts';
