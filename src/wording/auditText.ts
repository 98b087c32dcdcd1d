import type { AuditKind } from '../notice/audit.ts';
import type { Notice } from '../notice/notice.ts';
import { sentenceOf } from './sentenceOf.ts';

/** What makes a column suspicious that may well be honest. */
const suspicions: ReadonlySet<AuditKind> = new Set([
  ...(['tells-alone', 'rows-of-winners', 'filled-in-later', 'missing-tells', 'name-says', 'tells-in-pair'] as const),
]);

/** Everything the audit says of one feature, for a reader who sees its name; empty where it says nothing. */
export function auditText(reasons: readonly Notice<AuditKind>[]): string {
  const sentences = reasons.map((reason) => sentenceOf(reason));
  return [
    ...sentences,
    ...(reasons.some(({ kind }) => suspicions.has(kind))
      ? ['Make sure that it is known when the model is asked.']
      : []),
  ].join(' ');
}
