import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { HandraiseError } from '../errors.ts';
import { shellWord } from '../text/shellWord.ts';
import { withDoubledQuotes } from './backslashes.ts';
import { type SampleRecords, sampleRecords } from './sampleRecords.ts';
import { mostCommon } from './widths.ts';

const delimiters = [',', ';', '\t', '|'] as const;

/** What may separate cells too, but is asked for. */
const unusual = [' ', ':', '^', '~', '\u0001', '\u001f', '¦', '§'] as const;

/** How the cells of a text are told apart. */
export interface CellMarks {
  readonly delimiter: string;
  readonly quote: string;
  /** Whether quotes within cells are written with a backslash before them. */
  readonly backslashes: boolean;
}

interface Candidate extends CellMarks {
  /** Cells of most records, more than one. */
  readonly width: number;
  /** Records of that width. */
  readonly fits: number;
  /** Records of another width, or not well quoted, and lines that are no records. */
  readonly misfits: number;
  /** Lines that are no records, for a quote is never closed: reading says so. */
  readonly open: number;
  readonly headerFits: boolean;
}

/**
 * The separator of a CSV text and what its cells are quoted with: of `,` `;` tab and `|` the one that gives the most records the same number
 * of cells, more than one; of equals the one that fits the first line, then the one that makes twice as many cells. Single quotes are
 * quotes where half of the records have a cell in them and no more records fail to fit than with double ones; backslashes before quotes
 * escape them where fewer fail to fit then.
 *
 * @param sample the beginning of the text
 * @param declared the separator, where it is known
 * @throws HandraiseError `data` where none fits, or two do.
 */
export async function cellMarks(file: string, sample: Buffer, declared?: string): Promise<CellMarks> {
  if (sample.toString().trim() === '') throw new HandraiseError('data', `${file} is empty`);
  const tried = declared === undefined ? delimiters : [declared];
  const all: Candidate[] = [];
  for (const quote of /(?:^|\W)'/.test(sample.toString()) ? ['"', "'"] : ['"'])
    for (const backslashes of sample.includes(`\\${quote}`) ? [false, true] : [false])
      for (const delimiter of tried) all.push(await candidate(sample, { delimiter, quote, backslashes }));
  const bestWith = (quote: string, backslashes: boolean) =>
    bestOf(
      file,
      all.filter((one) => one.quote === quote && one.backslashes === backslashes),
    );
  const double = better(bestWith('"', false), bestWith('"', true));
  const single = better(bestWith("'", false), bestWith("'", true));
  if (single && single.misfits <= (double?.misfits ?? 0) && (await areQuoted(sample, single))) return single;
  if (double && (declared !== undefined || double.fits >= double.misfits - double.open)) return double;
  throw refusal(
    file,
    sample,
    declared,
    all.filter(({ quote }) => quote === '"'),
  );
}

async function candidate(sample: Buffer, marks: CellMarks): Promise<Candidate> {
  const { records, open } = await recordsBy(sample, marks);
  const widths = records.filter(({ wellQuoted }) => wellQuoted).map(({ cells }) => cells.length);
  const { width, count: fits } = mostCommon(widths.filter((cells) => cells > 1));
  const misfits = records.length - fits + open;
  return { ...marks, width, fits, misfits, open, headerFits: records[0]?.cells.length === width };
}

function recordsBy(sample: Buffer, { delimiter, quote, backslashes }: CellMarks): Promise<SampleRecords> {
  return sampleRecords(backslashes ? withDoubledQuotes(sample, quote) : sample, delimiter, quote);
}

/** The second where fewer records do not fit it. */
function better(plain: Candidate | undefined, escaped: Candidate | undefined): Candidate | undefined {
  return plain && escaped ? (escaped.misfits < plain.misfits ? escaped : plain) : (plain ?? escaped);
}

function bestOf(file: string, all: readonly Candidate[]): Candidate | undefined {
  const most = Math.max(0, ...all.map(({ fits }) => fits));
  if (most === 0) return undefined;
  const alike = all.filter(({ fits }) => fits >= 0.98 * most);
  const fitting = alike.filter(({ headerFits }) => headerFits);
  const [first, second] = (fitting.length > 0 ? fitting : alike).toSorted((a, b) => b.width - a.width);
  if (second && first!.width < 2 * second.width)
    throw new HandraiseError(
      'data',
      `${file}: ${said(first!.delimiter)} and ${said(second.delimiter)} both separate its lines into equal numbers of cells (${first!.width} and ${second.width})`,
      { hint: `say which it is: --delimiter ${typed(first!.delimiter)} or --delimiter ${typed(second.delimiter)}` },
    );
  return first;
}

async function areQuoted(sample: Buffer, marks: Candidate): Promise<boolean> {
  const { delimiter, quote, fits } = marks;
  const begins = (record: CsvRecord) => record.text().startsWith(quote) || record.text().includes(delimiter + quote);
  const { records } = await recordsBy(sample, marks);
  return records.filter((record) => record.wellQuoted && begins(record)).length >= fits / 2;
}

function refusal(
  file: string,
  sample: Buffer,
  declared: string | undefined,
  tried: readonly Candidate[],
): HandraiseError {
  if (declared !== undefined)
    return new HandraiseError('data', `${file}: ${said(declared)} separates no cells in it`, {
      hint: 'leave --delimiter out to have the separator found, or name another',
    });
  const widest = tried.toSorted((a, b) => b.fits - a.fits)[0];
  const lines = widest ? widest.fits + widest.misfits : 0;
  if (widest && widest.fits >= 0.1 * lines && widest.fits > 1)
    return new HandraiseError(
      'data',
      `${file}: no separator gives most lines the same number of cells (${said(widest.delimiter)} gives ${widest.fits} of ${lines} lines ${widest.width})`,
      { hint: 'if one does separate its cells, name it with --delimiter; quote cells that contain it' },
    );
  const first = sample
    .toString()
    .split(/\r\n|\n|\r/)
    .filter((line) => line !== '')
    .slice(0, 100);
  const steady = unusual.filter((mark) => {
    const counts = first.map((line) => line.split(mark).length - 1);
    const { width, count } = mostCommon(counts.filter((times) => times > 0));
    return width > 0 && count >= 0.9 * first.length;
  });
  return new HandraiseError('data', `${file}: looks like one column only`, {
    hint:
      steady.length > 0
        ? `if ${steady.map(said).join(' or ')} separates its cells, say --delimiter ${typed(steady[0]!)}`
        : 'if something separates its cells, name it with --delimiter',
  });
}

/** A separator as a person calls it. */
function said(delimiter: string): string {
  return { '\t': 'tab', ' ': 'blank', ',': 'comma', ';': 'semicolon' }[delimiter] ?? JSON.stringify(delimiter);
}

function typed(delimiter: string): string {
  if (delimiter === '\t') return 'tab';
  if (delimiter < ' ') return `"$(printf '\\${delimiter.charCodeAt(0).toString(8).padStart(3, '0')}')"`;
  return shellWord(delimiter);
}
