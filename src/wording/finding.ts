import type { NoticeFigures } from '../notice/catalogue.ts';
import type { FindingKind } from '../notice/finding.ts';
import { counted } from '../text/format.ts';
import type { Wording } from './wording.ts';

/** The English of what `check` finds, which also says what that does to the result and what to change. */
export interface FindingWording<K extends FindingKind> extends Wording<K> {
  readonly effect: (figures: NoticeFigures[K]) => string;
  readonly remedy: (figures: NoticeFigures[K]) => string;
}

interface Parts<K extends FindingKind> {
  /** What is wrong, without the entity, the program and the number of rows, which every finding says alike. */
  readonly problem: Part<K>;
  readonly effect: Part<K>;
  readonly remedy: Part<K>;
  readonly meaning: string;
  /** Where it is not the remedy, which has names of the case in it. */
  readonly advice?: string;
}

type Part<K extends FindingKind> = string | ((figures: NoticeFigures[K]) => string);

/** One for each of some kinds. */
export type FindingWordings<K extends FindingKind> = { readonly [Kind in K]: FindingWording<Kind> };

/** Wordings of findings, each a sentence of the form `event: kind is missing (12 rows).` */
export function findingWordings<K extends FindingKind>(of: { readonly [Kind in K]: Parts<Kind> }): FindingWordings<K> {
  const entries = Object.entries(of as unknown as Readonly<Record<string, Parts<K>>>).map(([kind, parts]) => [
    kind,
    wordingOf(parts),
  ]);
  return Object.fromEntries(entries) as FindingWordings<K>;
}

function wordingOf<K extends FindingKind>({ problem, effect, remedy, meaning, advice }: Parts<K>): FindingWording<K> {
  return {
    sentence: (figures) => {
      const { entity, program, rows = 0 }: Common = figures;
      const whose = program === undefined ? entity : `${entity}, program ${program}`;
      return `${whose}: ${said(problem, figures)}${rows > 0 ? ` (${counted(rows, 'row')})` : ''}.`;
    },
    effect: (figures) => said(effect, figures),
    remedy: (figures) => said(remedy, figures),
    meaning,
    advice: advice ?? (typeof remedy === 'string' ? `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.` : ''),
  };
}

interface Common {
  readonly entity: string;
  readonly program?: string;
  readonly rows?: number;
}

function said<K extends FindingKind>(part: Part<K>, figures: NoticeFigures[K]): string {
  return typeof part === 'string' ? part : part(figures);
}
