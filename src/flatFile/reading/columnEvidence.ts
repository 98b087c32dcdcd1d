import { everyConvention, scanNumber, unitOfCode } from '../../crm/import/numberScan.ts';
import { isMissing, isUnknownWord } from '../missing.ts';
import { DateEvidence } from './dateEvidence.ts';

/** Different texts of a column that are kept, to tell constants and columns of two values. */
const keptTexts = 3;

/** What all cells of a column say of what it is: counts, and never more than a few of the cells. */
export class ColumnEvidence {
  /** Cells that have a value; words such as `unknown` are none. */
  known = 0;
  /** Cells per code of `scanNumber`. */
  readonly numbers = new Map<number, number>();
  readonly dates = new DateEvidence();
  /** The first few different texts. */
  readonly texts = new Set<string>();
  /** Whether there are more of them. */
  more = false;
  /** Of plain whole numbers. */
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  #code = 0;
  #count = 0;
  /** The text before, where it was a number and nothing else. */
  #before: string | undefined;

  /** @param text without blanks around it. @param isNumber whether it is a number of a sheet, whose marks say nothing of those of texts. */
  add(text: string, isNumber = false): void {
    // Cells are often like the one above them.
    if (text === this.#before && !isNumber) {
      this.known++;
      this.#count++;
      return;
    }
    this.#before = undefined;
    if (isMissing(text) || isUnknownWord(text)) return;
    this.known++;
    if (!this.more && !this.texts.has(text)) {
      if (this.texts.size < keptTexts) this.texts.add(text);
      else this.more = true;
    }
    if (!/\d/.test(text) && !/^.?inf|\u221e/i.test(text)) return;
    const scanned = scanNumber(text);
    const code = isNumber ? scanned | everyConvention : scanned;
    if (code === 0) {
      this.dates.add(text);
      return;
    }
    if (code === this.#code) this.#count++;
    else this.#flush(code);
    if ((scanned & everyConvention) !== everyConvention || unitOfCode(code) !== 0) return;
    if (text.length === 8 || text.length === 14) this.dates.add(text);
    else if (!isNumber) this.#before = text;
    const value = Number(text);
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }

  /** Call once all cells are added. */
  finish(): this {
    this.#flush(0);
    return this;
  }

  #flush(code: number): void {
    if (this.#count > 0) this.numbers.set(this.#code, (this.numbers.get(this.#code) ?? 0) + this.#count);
    this.#code = code;
    this.#count = code === 0 ? 0 : 1;
  }
}
