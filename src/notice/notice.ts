import { catalogue, type NoticeFigures, type NoticeKind, type Severity } from './catalogue.ts';

/**
 * Something that a reader must know, as data: no English.
 *
 * Code that decides by a notice looks at its kind and its figures; `wording/` makes the sentence, for a person alone.
 */
export type Notice<K extends NoticeKind = NoticeKind> = {
  readonly [Kind in K]: {
    /** Such as `H601`; docs/reference/notices.md lists them. */
    readonly code: string;
    readonly kind: Kind;
    readonly severity: Severity;
    readonly figures: NoticeFigures[Kind];
  };
}[K];

/** Kinds that gates say. */
export type GateKind = {
  [K in NoticeKind]: (typeof catalogue)[K]['severity'] extends 'blocking' ? K : never;
}[NoticeKind];

/** What a gate measured, with what it allows, and whether that blocks. */
export type GateNotice<K extends GateKind = GateKind, G extends string = string> = {
  readonly [Kind in K]: Notice<Kind> & { readonly gate: G; readonly blocked: boolean };
}[K];

/** @example notice('rows-hidden', { tables: ['crm.people'] }).code // 'H601' */
export function notice<K extends Exclude<NoticeKind, GateKind>>(kind: K, figures: NoticeFigures[K]): Notice<K> {
  const { code, severity } = catalogue[kind];
  return { code, kind, severity, figures } as Notice<K>;
}

/** Of a gate that passes the severity is `info`. */
export function gateNotice<K extends GateKind, G extends string>(
  gate: G,
  kind: K,
  blocked: boolean,
  figures: NoticeFigures[K],
): GateNotice<K, G> {
  const { code, severity } = catalogue[kind];
  return { code, kind, severity: blocked ? severity : 'info', gate, blocked, figures } as GateNotice<K, G>;
}
