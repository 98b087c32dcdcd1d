import type { NoticeFigures, NoticeKind } from './catalogue.ts';
import type { Notice } from './notice.ts';

/** Kinds that `check` says of an entity. */
export type FindingKind = {
  [K in NoticeKind]: NoticeFigures[K] extends { readonly entity: string } ? K : never;
}[NoticeKind];

/** Something about the data that the pipeline will stumble over, or quietly leave out. */
export type Finding<K extends FindingKind = FindingKind> = Notice<K>;

/** What is known of rows that something is wrong with. */
export interface FoundRows {
  readonly entity: string;
  readonly rows: number;
  /** Up to five ids. */
  readonly examples: readonly string[];
}
