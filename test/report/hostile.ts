import { gateNotice, notice } from '../../src/notice/notice.ts';
import type { RankedContact } from '../../src/ranking/ranking.ts';
import type { CalibrationReportData, RankedAccountsReportData } from '../../src/report/reportData.ts';

/** Texts that try to be markup, script, link, formula, terminal escape or another name than they are. */
export const hostileTexts = [
  '<img src=x onerror="window.hit=1">',
  '</script><script>window.hit=2</script>',
  `=cmd|' /C calc'!A0`,
  'before\u2028between\u2029after',
  '\u202egnp.exe',
  'javascript:window.hit=3',
  `long ${'x'.repeat(3000)}`,
  '👩‍👩‍👧 family 🏳️‍🌈',
  '<a href="javascript:window.hit=4">link</a>',
  '<b>bold</b> &lt;i&gt; &amp;amp;',
  '" onmouseover="window.hit=5" x="',
  "' onfocus='window.hit=6' autofocus tabindex='1",
  '$' + '{window.hit=7} {{7*7}} %{customdata}',
  '\u001b[31mred\u001b[0m\u0007',
  '-2+3+cmd',
  '+49 30 1234',
  '@SUM(A1:A9)',
  '\ttab first',
  'Smith, "Jo"\r\nand Sons',
  '<!--<script>',
  'lone \ud800 surrogate',
  '<style>body{display:none}</style>',
] as const;

/** The report with every text that comes from outside replaced by hostile ones, each used many times. */
export function hostileCalibrationReport(data: CalibrationReportData): CalibrationReportData {
  const text = supply();
  return {
    ...data,
    program: text(),
    title: text(),
    modelId: text(),
    outcome: text(),
    calibrationMethod: text(),
    dataFingerprint: text(),
    strengths: data.strengths.map((strength, i) => ({
      ...strength,
      feature: text(),
      sentence: hostileTexts[i % hostileTexts.length]!,
    })),
    ...(data.featureUse
      ? {
          featureUse: {
            ...data.featureUse,
            curves: data.featureUse.curves.map((curve) => ({
              ...curve,
              feature: text(),
              sentence: text(),
              points: curve.points.map((point) =>
                typeof point.value === 'string' ? { ...point, value: text() } : point,
              ),
            })),
          },
        }
      : {}),
    audit: data.audit.map((finding) => ({
      ...{ ...finding, feature: text() },
      reasons: [notice('kept-against-advice', { by: 'configuration', reason: text() })],
    })),
    ledgers: data.ledgers.map(({ ledger }) => ({ name: text(), ledger })),
    anomalies: Object.fromEntries(hostileTexts.map((name, i) => [name, i + 1])),
    gates: data.gates.map(({ blocked }) => gateNotice(text(), 'older-gate', blocked, { sentence: text() })),
    ...(data.decision
      ? {
          decision: {
            ...data.decision,
            ...{ decidedBy: text(), reason: text(), previousModelId: text() },
            gates: data.gates.map(({ blocked }) =>
              gateNotice(text(), 'older-gate', blocked, { sentence: text(), asked: text(), measured: text() }),
            ),
          },
        }
      : {}),
    ...(data.changes && 'previous' in data.changes
      ? {
          changes: {
            ...data.changes,
            previous: { ...data.changes.previous, modelId: text(), family: text(), calibrationMethod: text() },
            ...{
              came: [...hostileTexts],
              went: [text()],
              redefined: [text()],
              sameDates: gateNotice('champion', 'older-gate', false, { sentence: text() }),
            },
            moved: data.changes.moved.map((move) => ({ ...move, feature: text(), sentence: text() })),
          },
        }
      : {}),
    warnings: hostileTexts.map((sentence) => notice('older-warning', { sentence })),
  };
}

/** The same for the ranked accounts. */
export function hostileRankedAccountsReport(data: RankedAccountsReportData): RankedAccountsReportData {
  const text = supply();
  const reasons = <T extends { readonly sentence: string; readonly group: string }>(of: readonly T[]) =>
    of.map((reason) => ({ ...reason, sentence: text(), group: text() }));
  const hostileContact = (contact: RankedContact): RankedContact => ({
    ...contact,
    contactName: text(),
    title: text(),
    reasons: reasons(contact.reasons),
  });
  return {
    ...data,
    program: text(),
    title: text(),
    outcome: text(),
    runId: text(),
    modelId: text(),
    trust: [text(), text()],
    trustInShort: text(),
    accounts: data.accounts.map((account) => ({
      ...account,
      accountName: text(),
      domain: 'javascript:window.hit=8',
      reasons: reasons(account.reasons),
    })),
    contacts: data.contacts.map(hostileContact),
    week: { ...data.week, contacts: data.week.contacts.map(hostileContact) },
    accountRecords: new Map(
      [...data.accountRecords].map(([id]) => [id, { facets: { [text()]: text(), industry: text() }, link: null }]),
    ),
    contactRecords: new Map(
      [...data.contactRecords].map(([id]) => [
        id,
        {
          facets: { owner: text() },
          link: null,
          reach: { email: text(), [text()]: text() },
          lastTouch: { at: Number.NaN, channel: text(), by: text() },
          evidence: [
            { criterion: text(), state: 'known', met: true, value: text(), source: text(), dated: Number.NaN },
          ],
          handOff: { stage: text(), deadline: Number.NaN, state: 'due', actedAt: null },
        },
      ]),
    ),
  };
}

function supply(): () => string {
  let next = 0;
  return () => hostileTexts[next++ % hostileTexts.length]!;
}
