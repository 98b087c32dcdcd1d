import { foldedValue, plainText } from '../text/plainText.ts';

/** Why one of two values is the outcome. */
export type Meaning = 'pair' | 'negation' | 'name';

/** Words for yes and no as people write them in a column, of one language or one subject each. */
const pairs: readonly (readonly [string, string])[] = [
  ...['1/0', '1/-1', '+/-', '✓/✗', '✔/✘', '✓/✘', '✔/✗', 'true/false', 't/f', 'yes/no', 'y/n'],
  ...['ja/nein', 'j/n', 'wahr/falsch', 'ja/nee', 'waar/onwaar', 'ja/nej', 'ja/nei', 'sant/falskt', 'sand/falsk'],
  ...['oui/non', 'o/n', 'vrai/faux', 'sí/no', 'si/no', 'sì/no', 's/n', 'verdadero/falso', 'vero/falso'],
  ...['sim/não', 'sim/nao', 'verdadeiro/falso', 'da/nu', 'adevărat/fals'],
  ...['tak/nie', 'prawda/fałsz', 'ano/ne', 'áno/nie', 'da/ne', 'да/нет', 'да/не', 'так/ні', 'истина/ложь', 'igen/nem'],
  ...['kyllä/ei', 'tosi/epätosi', 'jah/ei', 'taip/ne', 'jā/nē', 'ναι/όχι', 'evet/hayır', 'evet/hayir'],
  ...['是/否', '是/不是', 'はい/いいえ', '예/아니오', '예/아니요', '네/아니요', 'ya/tidak', 'có/không'],
  ...['हाँ/नहीं', 'ใช่/ไม่ใช่', 'نعم/لا', 'כן/לא'],
  ...['won/lost', 'win/loss', 'win/lose', 'closed won/closed lost', 'deal won/deal lost'],
  ...['gewonnen/verloren', 'gagné/perdu', 'ganado/perdido', 'ganada/perdida', 'ganho/perdido', 'vinto/perso'],
  ...['vundet/tabt', 'vunnen/förlorad', 'wygrana/przegrana', '成交/流失'],
  ...[
    'positive/negative',
    'pos/neg',
    'accepted/rejected',
    'accepted/declined',
    'approved/rejected',
    'approved/declined',
  ],
  ...['approved/denied', 'granted/denied', 'success/failure', 'successful/failed', 'qualified/disqualified'],
].map((pair) => {
  const [yes, no] = pair.split('/') as [string, string];
  return [yes, no] as const;
});

const negations = [
  'not',
  'no',
  'non',
  'never',
  'nicht',
  'kein',
  'keine',
  'pas',
  'não',
  'nao',
  'niet',
  'geen',
  'inte',
  'ikke',
  'nie',
  'не',
  'nem',
];
const negation = new Set(negations);

/** Fewest letters that two words must begin with to be of one stem. */
const stem = 4;

/** The outcome of two values, and why; null where nothing says so. @param name of the column. */
export function outcomeOf(
  values: readonly [string, string],
  name: string,
): { readonly yes: 0 | 1; readonly because: Meaning } | null {
  const folded = values.map(foldedValue) as [string, string];
  for (const yes of [0, 1] as const) {
    const no = folded[1 - yes]!;
    if (pairs.some(([one, other]) => one === folded[yes] && other === no)) return { yes, because: 'pair' };
    if (isNegationOf(no, folded[yes])) return { yes, because: 'negation' };
  }
  const words = values.map(wordsOf) as [readonly string[], readonly string[]];
  const namedAfter = words.map((own, at) =>
    isNamedAfter(
      name,
      own.filter((word) => !words[1 - at]!.includes(word)),
    ),
  );
  if (namedAfter[0] === namedAfter[1]) return null;
  return { yes: namedAfter[0] ? 0 : 1, because: 'name' };
}

/** Whether a value is a word for yes, or for no, in any of the pairs. */
export function sensesOf(value: string): { readonly yes: boolean; readonly no: boolean } {
  const folded = foldedValue(value);
  return { yes: pairs.some(([yes]) => yes === folded), no: pairs.some(([, no]) => no === folded) };
}

function isNegationOf(value: string, affirmed: string): boolean {
  if (affirmed === '' || !/\p{L}/u.test(affirmed)) return false;
  return (
    negations.some((word) => value === `${word} ${affirmed}`) || [`un${affirmed}`, `non${affirmed}`].includes(value)
  );
}

/** `churned` of a column `churn`, `Attrited Customer` of one `Attrition_Flag`. */
function isNamedAfter(name: string, words: readonly string[]): boolean {
  if (words.some((word) => negation.has(word))) return false;
  return wordsOf(name).some((word) => words.some((other) => isOfOneStem(word, other)));
}

function wordsOf(text: string): readonly string[] {
  return plainText(text)
    .replaceAll(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

function isOfOneStem(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < shorter && one[shared] === other[shared]) shared++;
  return shared >= stem && 3 * shared >= 2 * shorter;
}
