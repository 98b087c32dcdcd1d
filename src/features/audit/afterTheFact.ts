import type { NoticeFigures } from '../../notice/catalogue.ts';

/** What a name says about when its column is filled in. */
export interface NameHint {
  readonly says: NoticeFigures['name-says']['says'];
  /** ROC AUC of the column alone from which on the name is worth mentioning. */
  readonly auc: number;
  /** Whether somebody, or something, judged the row: then a value that many rows lack may have been given later. */
  readonly judged: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Conventions: a name alone proves nothing, so the data must show at least as much. */
const named = 0.65;
/** Of a word that honest columns have as often as leaks do: what any column is warned of. */
const ambiguous = 0.75;

const kinds: readonly (NameHint & { readonly words: ReadonlySet<string> })[] = [
  {
    words: words('last latest recent modified updated'),
    says: 'overwritten',
    auc: named,
    judged: false,
  },
  {
    words: words(
      'tag tags status stage disposition quality reason remark remarks note notes comment comments result outcome',
    ),
    says: 'judged',
    auc: named,
    judged: true,
  },
  {
    words: words('grade rating score index profile priority'),
    says: 'scored',
    auc: ambiguous,
    judged: true,
  },
  {
    words: words('duration converted conversion won lost closed close churn churned cancelled canceled signed'),
    says: 'with-outcome',
    auc: named,
    judged: false,
  },
  {
    words: words('revenue spend paid payment deal contract refund refunded recoveries'),
    says: 'perhaps-with-outcome',
    auc: ambiguous,
    judged: false,
  },
];

/** After "last" a name or a span of time: `last_name`, `last_12_months`, `Last Year`. */
const notOverwritten = words(
  'name names initial year years quarter month months week weeks day days hour hours mth mths mon',
);
/** Before "status" a fact about a person, and no judgement of the row. */
const fact = words(
  'marital marriage civil family relationship parental household home housing residence residential ownership citizenship immigration visa employment employed work working job income smoking smoker tobacco alcohol health insurance vaccination military veteran student education academic',
);

/** What the name of a column says about when it is filled in; null where it says nothing. */
export function afterTheFact(name: string): NameHint | null {
  const parts = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const counts = (word: string, at: number) => {
    const next = parts[at + 1] ?? '';
    if (word === 'last' || word === 'recent') return !notOverwritten.has(next) && !/^\d/.test(next);
    return word !== 'status' || !fact.has(parts[at - 1] ?? '');
  };
  return kinds.find((kind) => parts.some((word, at) => kind.words.has(word) && counts(word, at))) ?? null;
}
