/**
 * A model card as content alone, of which each rendering makes its own form.
 *
 * All texts are plain, whatever they hold: renderings escape them. The sections follow Mitchell et al. 2019, "Model Cards
 * for Model Reporting" (doi:10.1145/3287560.3287596).
 */
export interface ModelCard {
  readonly title: string;
  /** What this is a card of. */
  readonly subject: string;
  /** The whole card in one sentence. */
  readonly headline: string;
  readonly sections: readonly CardSection[];
}

/** A section of a model card. */
export interface CardSection {
  /** Of ASCII letters and hyphens, unique in the card. */
  readonly id: string;
  readonly title: string;
  /** The section in a sentence or two. */
  readonly summary: string;
  readonly blocks: readonly CardBlock[];
}

/** A part of a section. */
export type CardBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly CardFact[] }
  | ({ readonly kind: 'table' } & CardTable)
  /** Lines to be typed into a shell. */
  | { readonly kind: 'commands'; readonly lines: readonly string[] };

/** A fact of the model, by name. */
export interface CardFact {
  readonly name: string;
  readonly value: string;
  /** An identifier, to be shown as one. */
  readonly code?: boolean;
}

/** A text, or one with another beside it that explains it or is its interval. */
export type CardCell = string | { readonly text: string; readonly beside: string };

/** A table of a model card. */
export interface CardTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly number?: boolean; readonly code?: boolean }[];
  /** One cell per column; the first names the row. */
  readonly rows: readonly (readonly CardCell[])[];
  readonly footer?: readonly string[];
}

/** A table, or a sentence in its place where it would have no rows. */
export function tableOr(table: CardTable, otherwise: string): CardBlock {
  return table.rows.length > 0 ? { kind: 'table', ...table } : { kind: 'paragraph', text: otherwise };
}
