import { exitCodes } from '../../errors.ts';
import type { Diagnosis } from '../../pipeline/operate/doctor.ts';
import { sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, _args, around) =>
  withWorkbench(flags, around, async (workbench) => {
    const diagnosis = await workbench.doctor({ repair: flags.repair === true });
    const bad = diagnosis.findings.some((finding) => !finding.repaired);
    return { data: diagnosis, text: diagnosisText(diagnosis), ...(bad ? { exitCode: exitCodes.artefact } : {}) };
  });

function diagnosisText({ findings }: Diagnosis): string {
  if (findings.length === 0)
    return 'Nothing is wrong: models have their files, decisions are as they were recorded, and champions as they were decided.';
  return findings
    .map((finding) => {
      const { code, figures, repair, repaired } = finding;
      const next = repaired ? 'repaired' : repair === null ? 'needs you' : 'handraise doctor --repair repairs it';
      return printable(`${code} · ${figures.program}: ${sentenceOf(finding)} (${next})`);
    })
    .join('\n');
}
