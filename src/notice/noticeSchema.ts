import { z } from 'zod';
import { catalogue, type NoticeKind, noticeFigures, severities } from './catalogue.ts';
import { type GateNotice, gateNotice, type Notice, notice } from './notice.ts';

const common = { code: z.string(), severity: z.enum(severities) };
const kinds = Object.keys(catalogue) as NoticeKind[];

const said = anyOf((kind) => z.object({ ...common, kind: z.literal(kind), figures: noticeFigures[kind] }));

/** A notice as it is stored, its figures checked; figures that JSON has as null are NaN. Earlier versions stored sentences. */
export const noticeSchema: z.ZodType<Notice> = z.union([
  said,
  z.string().transform((sentence): Notice => notice('older-warning', { sentence })),
]);

const gateSchema = anyOf((kind) =>
  z.object({
    ...common,
    kind: z.literal(kind),
    gate: z.string(),
    blocked: z.boolean(),
    figures: noticeFigures[kind],
  }),
) as unknown as z.ZodType<GateNotice>;

/** What gates said before they said notices: sentences. */
const olderGate = z
  .object({
    gate: z.string(),
    held: z.boolean(),
    sentence: z.string(),
    asked: z.string().optional(),
    measured: z.string().optional(),
  })
  .transform(({ gate, held, ...figures }) => gateNotice(gate, 'older-gate', held, figures));

/** What a gate said as it is stored, also by earlier versions. */
export const gateNoticeSchema: z.ZodType<GateNotice> = z.union([gateSchema, olderGate]);

function anyOf(schemaOf: (kind: NoticeKind) => z.ZodObject): z.ZodType<Notice> {
  const [first, ...others] = kinds.map(schemaOf);
  return z.discriminatedUnion('kind', [first!, ...others]) as unknown as z.ZodType<Notice>;
}
