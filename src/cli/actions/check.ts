import type { CheckReport } from '../../crm/checkCrm.ts';
import { exitCodes } from '../../errors.ts';
import type { Severity } from '../../notice/catalogue.ts';
import type { Finding } from '../../notice/finding.ts';
import type { CheckedFeature } from '../../pipeline/operate/checkFeatures.ts';
import { integer } from '../../text/format.ts';
import { isoOf } from '../../time/instant.ts';
import { effectAndRemedy, sentenceOf } from '../../wording/sentenceOf.ts';
import type { Action } from '../command.ts';
import { printable } from '../failure.ts';
import { plainTable } from '../plainTable.ts';
import { withWorkbench } from '../session.ts';

export const action: Action = (flags, _args, around) =>
  withWorkbench(flags, around, async (workbench) => {
    const { failed, ...found } = await workbench.check();
    return {
      data: found,
      text: checkText(found, found.features),
      ...(failed ? { exitCode: exitCodes.data } : {}),
    };
  });

/** Entities as a table, then what is wrong, the worst first, each with its effect and its remedy. */
function checkText({ entities, problems, programs }: CheckReport, features: readonly CheckedFeature[]): string {
  const rows = entities.map(({ entity, relation, rows, spans }) => [
    entity,
    relation ?? 'not mapped',
    integer(rows),
    spans.map(({ field, first, last }) => `${field} ${isoOf(first)} to ${isoOf(last)}`).join(', '),
  ]);
  return [
    plainTable(['entity', 'read from', 'rows', 'time span'], rows),
    ...programs.map(
      ({ program, positives, contacts, days }) =>
        `program ${program}: ${integer(positives)} of ${integer(contacts)} contacts reached the outcome, ${integer(Math.floor(days))} days of history`,
    ),
    ...problems.map(findingText),
    ...features.map(featureText),
    nextStep(problems, features),
  ].join('\n\n');
}

function nextStep(problems: CheckReport['problems'], features: readonly CheckedFeature[]): string {
  const isFound = (severity: Severity) => problems.some((problem) => problem.severity === severity);
  if (isFound('error') || features.some(({ leak }) => leak !== null)) return 'Errors must be fixed first.';
  // Sources that have lost rows are warnings too, and a model must not be trained on what is left.
  return isFound('warning')
    ? 'No errors. Read the warnings first: handraise train learns from the data as they are.'
    : 'Ready: handraise train';
}

function featureText({ program, feature, leak }: CheckedFeature): string {
  return leak === null ? `program ${program}: feature ${feature} was not caught knowing the future` : findingText(leak);
}

/** What is wrong, what it does to the result, and what to change. */
function findingText(finding: Finding): string {
  const { code, severity, figures } = finding;
  const { effect, remedy } = effectAndRemedy(finding);
  const examples = 'examples' in figures ? figures.examples : [];
  const lines = [
    `${severity} ${code} · ${sentenceOf(finding)}`,
    `  effect: ${effect}`,
    `  fix: ${remedy}`,
    ...(examples.length > 0 ? [`  such as: ${examples.join(', ')}`] : []),
  ];
  return lines.map(printable).join('\n');
}
