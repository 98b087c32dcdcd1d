import type { Finding } from '../../src/notice/finding.ts';
import { effectAndRemedy, sentenceOf } from '../../src/wording/sentenceOf.ts';

/** A finding in short: its sentence without the entity and the number of rows, which stand beside it. */
export function told(finding: Finding) {
  const { code, kind, severity, figures } = finding;
  const rows = 'rows' in figures ? figures.rows : 0;
  const problem = sentenceOf(finding)
    .slice(figures.entity.length + 2)
    .replace(/( \([\d,]+ rows?\))?\.$/, '');
  const examples: readonly string[] = 'examples' in figures ? figures.examples : [];
  return {
    code,
    kind,
    severity,
    figures,
    entity: figures.entity,
    problem,
    rows,
    examples,
    ...effectAndRemedy(finding),
  };
}
