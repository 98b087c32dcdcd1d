/** Names of the months in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish and Polish, without accents; and short. */
const names: readonly string[] = [
  'january jan januar janvier janv enero ene gennaio gen janeiro januari styczen sty stycznia',
  'february feb februar fevrier fevr febrero febbraio febb fevereiro fev februari luty lut lutego',
  'march mar marz mrz maerz mars marzo marco maart mrt marzec marca',
  'april apr avril avr abril abr aprile kwiecien kwi kwietnia',
  'may mai mayo maggio mag maio mei maj maja',
  'june jun juni juin junio giugno giu junho czerwiec cze czerwca',
  'july jul juli juillet juil julio luglio lug julho lipiec lip lipca',
  'august aug aout agosto ago augustus augusti sierpien sie sierpnia',
  'september sep sept septembre septiembre settembre sett set setembro wrzesien wrz wrzesnia',
  'october oct oktober okt octobre octubre ottobre ott outubro out pazdziernik paz pazdziernika',
  'november nov novembre noviembre novembro listopad lis listopada',
  'december dec dezember dez decembre diciembre dic dicembre dezembro grudzien gru grudnia',
];

const months: ReadonlyMap<string, number> = new Map(
  names.flatMap((all, at) => all.split(' ').map((name) => [name, at + 1] as const)),
);

/** The month, 1 to 12, that a word names, in full or short, with accents or without; 0 for any other word. */
export function monthOf(word: string): number {
  const plain = word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l');
  return months.get(plain) ?? 0;
}
