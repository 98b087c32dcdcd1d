import { createHash } from 'node:crypto';
import { estimatorNames, estimatorOf } from '../../src/model/families.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable } from '../../src/table/table.ts';
import { categoryColumn, numberColumn } from './estimatorData.ts';

// Run as a process of its own, in another time zone and locale: prints which it found, and by family a hash of the model
// and its scores. Levels and names of columns are letters that locales order and capitalise differently; columns of the
// same content are ties that only their names can break.
const letters = ['i', 'I', 'ı', 'ä', 'z', 'Z'];
const random = new Random(1);
const drawn = Array.from({ length: 900 }, () => random.integer(letters.length));
const amounts = drawn.map((letter) => random.normal() + (letter % 2));
const label = Uint8Array.from(drawn, (letter, row) =>
  random.next() < 0.2 + 0.1 * letter + 0.1 * amounts[row]! ? 1 : 0,
);
const weight = Float64Array.from(label, () => 0.1 + random.next());
const levels = drawn.map((letter) => letters[letter]!);
const table = createTable(900, [
  ...letters.map((letter) => numberColumn(letter, amounts)),
  ...letters.map((letter) => categoryColumn(`level ${letter}`, levels)),
]);
const models: Record<string, string> = {};
for (const family of estimatorNames) {
  const model = await estimatorOf(family).fit({ table, label, weight });
  const content = canonicalJson([model.parameters(), [...model.margins(table)]]);
  models[family] = createHash('sha256').update(content).digest('hex');
}
const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
console.log(JSON.stringify({ place: [locale, timeZone], models }));
