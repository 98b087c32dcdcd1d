import { type NumberFormat, numberFormatText } from '../../crm/import/numberFormat.ts';
import { conventions } from '../../crm/import/numberScan.ts';
import { units } from '../../crm/import/numberUnits.ts';
import type { ColumnEvidence } from './columnEvidence.ts';
import { cellsOf, formatsOfMark, type NumberFinding, provenMark, settleMark } from './decideNumber.ts';
import { cellsText, type Decision, type FileEvidence, most, settling, shareText, text } from './decision.ts';
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
  const ask = (problem: string, formats: readonly NumberFormat[]): Decision => ({
    ...text(problem),
    unclear: { problem, types: formats.map((format) => `number:${numberFormatText(format)}`), matters: 'always' },
  });
  if (found.mixedMarks) {
    const unit = found.format.unit;
    return ask('its numbers are written in two ways', [
      formatsOfMark(',', unit).groups,
      formatsOfMark('.', unit).groups,
    ]);
  }
  let { format } = found;
  let why = '';
  if (found.unclear) {
    const ways = formatsOfMark(found.unclear, format.unit);
    const example = `1${found.unclear}234`;
    const settled = settleMark(found.unclear, found.looksGrouped, file);
    if (!settled) return ask(`${example} may be 1234 or 1.234`, [ways.groups, ways.decimals]);
    format = settled.decimals ? ways.decimals : ways.groups;
    why = `${example} is ${settled.decimals ? '1.234' : '1234'}, for ${settled.because}`;
  } else if (found.decimal === null) format = asTheFile(evidence, format, file);
  const isUnmarked = found.decimal === null && !found.unclear && settleMark('.', false, file) === null;
  const fits = cellsOf(evidence, format);
  if (fits < most * known && !forced) {
    const different = found.mixedUnits.map((unit) => unit || 'none').join(', ');
    const problem =
      found.mixedUnits.length > 0
        ? `its numbers have different units (${different})`
        : `${fits} of ${known} cells are numbers of one way of writing`;
    return text(problem, `${problem}, so it is read as text; ${settling(name, `number:${numberFormatText(format)}`)}`);
  }
  const because = [
    shareText(fits, known),
    units[format.unit] === '%' ? '45.3% is 45.3' : '',
    why,
    found.exponents > 0 ? `${cellsText(found.exponents)} with an exponent, as 1e5` : '',
  ];
  return {
    kind: { kind: 'number', format, ...(isUnmarked ? { unmarked: true as const } : {}) },
    because: because.filter((part) => part !== '').join('; '),
    settled: false,
    remark: countOf(name, evidence, found),
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
