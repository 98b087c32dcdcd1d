import { z } from 'zod';
import { catalogue, type NoticeKind, noticeFigures } from './catalogue.ts';
import type { GateNotice, Notice } from './notice.ts';

const common = { code: z.string(), severity: z.enum(['info', 'warning', 'blocking']) };
const kinds = Object.keys(catalogue) as NoticeKind[];

/** A notice as it is stored, its figures checked; figures that JSON has as null are NaN. */
export const noticeSchema = anyOf((kind) =>
  z.object({ ...common, kind: z.literal(kind), figures: noticeFigures[kind] }),
);

/** The same of what a gate said. */
export const gateNoticeSchema = anyOf((kind) =>
  z.object({
    ...common,
    kind: z.literal(kind),
    gate: z.string(),
    blocked: z.boolean(),
    figures: noticeFigures[kind],
  }),
) as unknown as z.ZodType<GateNotice>;

function anyOf(schemaOf: (kind: NoticeKind) => z.ZodObject): z.ZodType<Notice> {
  const [first, ...others] = kinds.map(schemaOf);
  return z.discriminatedUnion('kind', [first!, ...others]) as unknown as z.ZodType<Notice>;
}
