import { exitCodes } from '../../errors.ts';
import type { Diagnosis } from '../../pipeline/operate/doctor.ts';
import type { Action } from '../command.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, _args, around) =>
  withWorkbench(flags, around, async (workbench) => {
    const diagnosis = await workbench.doctor({ repair: flags.repair === true });
    const bad = diagnosis.findings.some((finding) => !finding.repaired);
    return { data: diagnosis, text: diagnosisText(diagnosis), ...(bad ? { exitCode: exitCodes.artefact } : {}) };
  });

function diagnosisText({ findings }: Diagnosis): string {
  if (findings.length === 0)
    return 'models and their files agree, decisions are as they were recorded, champions as they were decided; nothing was left behind';
  return findings
    .map(({ program, sentence, repair, repaired }) => {
      const next = repaired ? 'repaired' : repair === null ? 'needs you' : 'handraise doctor --repair repairs it';
      return `${program}: ${sentence} (${next})`;
    })
    .join('\n');
}
