import type { NoticeFigures, NoticeKind } from '../notice/catalogue.ts';

/** The English of one kind of notice. */
export interface Wording<K extends NoticeKind> {
  /** One or two whole sentences. @param blocked whether a gate that says it blocks. */
  readonly sentence: (figures: NoticeFigures[K], blocked: boolean) => string;
  /** For docs/reference/notices.md: what it means, and what to do. */
  readonly meaning: string;
  readonly advice: string;
}

/** One for each of some kinds. */
export type Wordings<K extends NoticeKind> = { readonly [Kind in K]: Wording<Kind> };
