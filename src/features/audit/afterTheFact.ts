/** Words in names of columns that are usually filled in late, and why. */
const kinds: readonly { readonly words: ReadonlySet<string>; readonly why: string }[] = [
  {
    words: new Set(['last', 'latest', 'recent', 'modified', 'updated']),
    why: 'by its name it is overwritten as time goes by',
  },
  {
    words: new Set(
      'tag tags status stage disposition quality grade rating score index profile temperature priority reason remark remarks note notes comment comments result outcome'.split(
        ' ',
      ),
    ),
    why: 'by its name somebody judged, or something scored, the row, perhaps after the outcome',
  },
  {
    words: new Set(
      'duration converted conversion won lost closed close churn churned cancelled revenue spend paid payment signed deal contract'.split(
        ' ',
      ),
    ),
    why: 'by its name it comes with the outcome or after it',
  },
];

/** Why a column may be filled in after the outcome, by its name; empty where the name says nothing. */
export function afterTheFact(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return kinds.find((kind) => words.some((word) => kind.words.has(word)))?.why ?? '';
}
