/** A spreadsheet takes what begins so for a formula; full-width forms are normalised to these by some. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
/**
 * The same where a cell begins for a program that separates cells by semicolons or tabs, as spreadsheets do where the comma is the decimal mark: it
 * reads quotes in the middle of such a cell as text, so that a semicolon, a tab or a line end within our quotes ends the cell.
 */
const formulaWithin = /([;\t\r\n]"*)(?=[=+\-@＝＋－＠])/g;
const negativeNumber = /^-\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * A text as a cell of a CSV file that a spreadsheet opens as text, by whichever mark it separates cells.
 *
 * What would be taken for a formula gets an apostrophe before it, after OWASP's page on CSV injection; negative numbers stay as they are.
 *
 * @example spreadsheetText('=1+1') // "'=1+1"
 * @example spreadsheetText('Doe;=1+1') // "Doe;'=1+1"
 */
export function spreadsheetText(text: string): string {
  const within = text.replace(formulaWithin, "$1'");
  return formula.test(text) && !negativeNumber.test(text) ? `'${within}` : within;
}
