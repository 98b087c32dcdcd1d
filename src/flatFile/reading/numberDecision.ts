import { type NumberFormat, numberFormatText } from '../../crm/import/numberFormat.ts';
import { conventions } from '../../crm/import/numberScan.ts';
import { units } from '../../crm/import/numberUnits.ts';
import type { ReadingReason } from '../../notice/columnReading.ts';
import type { ColumnEvidence } from './columnEvidence.ts';
import { cellsOf, formatsOfMark, type NumberFinding, provenMark, settleMark } from './decideNumber.ts';
import { type Decision, doubtfulText, type FileEvidence, most, text, type UnclearReason } from './decision.ts';
import { countOf } from './nameHints.ts';

/**
 * The decision that a column of which most cells are numbers is numbers, or why not.
 *
 * @param forced whether somebody said that it is.
 */
export function numberDecision(
  name: string,
  evidence: ColumnEvidence,
  found: NumberFinding,
  file: FileEvidence,
  forced = false,
): Decision {
  const { known } = evidence;
  const ask = (problem: UnclearReason, formats: readonly NumberFormat[]): Decision => ({
    ...text(problem),
    unclear: { problem, types: formats.map((format) => `number:${numberFormatText(format)}`), matters: 'always' },
  });
  if (found.mixedMarks) {
    const unit = found.format.unit;
    return ask({ why: 'two-ways' }, [formatsOfMark(',', unit).groups, formatsOfMark('.', unit).groups]);
  }
  let { format } = found;
  let why: readonly ReadingReason[] = [];
  if (found.unclear) {
    const ways = formatsOfMark(found.unclear, format.unit);
    const settled = settleMark(found.unclear, found.looksGrouped, file);
    if (!settled) return ask({ why: 'mark-open', mark: found.unclear }, [ways.groups, ways.decimals]);
    format = settled.decimals ? ways.decimals : ways.groups;
    why = [{ why: 'mark-settled', mark: found.unclear, ...settled }];
  } else if (found.decimal === null) format = asTheFile(evidence, format, file);
  const isUnmarked = found.decimal === null && !found.unclear && settleMark('.', false, file) === null;
  const fits = cellsOf(evidence, format);
  if (fits < most * known && !forced) {
    const problem: ReadingReason =
      found.mixedUnits.length > 0 ? { why: 'units', units: found.mixedUnits } : { why: 'one-way', cells: fits, known };
    return doubtfulText(problem, `number:${numberFormatText(format)}`);
  }
  const doubt = countOf(name, evidence, found);
  return {
    kind: { kind: 'number', format, ...(isUnmarked ? { unmarked: true as const } : {}) },
    because: [
      { why: 'fits', cells: fits, known },
      ...(units[format.unit] === '%' ? [{ why: 'percent' } as const] : []),
      ...why,
      ...(found.exponents > 0 ? [{ why: 'exponents', cells: found.exponents } as const] : []),
    ],
    settled: false,
    ...(doubt ? { doubt } : {}),
    isId: false,
  };
}

/** Of whole numbers the format whose decimal mark the file uses, so that decimals of another file are not taken for groups. */
function asTheFile(evidence: ColumnEvidence, format: NumberFormat, file: FileEvidence): NumberFormat {
  const wanted = provenMark(file);
  const { grouping } = conventions[format.convention]!;
  const convention = conventions.findIndex((one) => one.grouping === grouping && one.decimal === wanted);
  const other = { ...format, convention };
  return convention >= 0 && cellsOf(evidence, other) === cellsOf(evidence, format) ? other : format;
}
