import type { NoticeFigures, NoticeKind } from '../notice/catalogue.ts';

/** The English of one kind of notice. */
export interface Wording<K extends NoticeKind> {
  /** One or two whole sentences. @param blocked whether a gate that says it blocks. */
  readonly sentence: (figures: NoticeFigures[K], blocked: boolean) => string;
  /** For docs/reference/notices.md: what it means, and what to do. */
  readonly meaning: string;
  readonly advice: string;
}

/** The English of a gate, which says in a table what it asks and what it measured, too. */
export interface GateWording<K extends NoticeKind> extends Wording<K> {
  readonly asked: (figures: NoticeFigures[K]) => string;
  readonly measured: (figures: NoticeFigures[K]) => string;
}

/** One for each of some gates. */
export type GateWordings<K extends NoticeKind> = { readonly [Kind in K]: GateWording<Kind> };

/** One for each of some kinds. */
export type Wordings<K extends NoticeKind> = { readonly [Kind in K]: Wording<Kind> };
