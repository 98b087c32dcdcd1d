import { catalogue, type NoticeKind, type Severity } from '../../src/notice/catalogue.ts';
import { wordings } from '../../src/wording/wordings.ts';
import { markdownTable } from './markdownTable.ts';

const areas = ['data', 'flatFiles', 'features', 'training', 'promotion', 'scoring', 'publishing', 'backtest'] as const;

const severities: Readonly<Record<Severity, string>> = {
  info: 'information',
  warning: 'warning',
  error: 'error',
  blocking: 'gate',
};

/** Every notice by area, as docs/reference/notices.md lists them. */
export const noticeTables: Readonly<Record<string, string>> = Object.fromEntries(
  areas.flatMap((area, at) => {
    const kinds = (Object.keys(catalogue) as NoticeKind[])
      .filter((kind) => catalogue[kind].code.startsWith(`H${at + 1}`))
      .sort((a, b) => (catalogue[a].code < catalogue[b].code ? -1 : 1));
    return kinds.length > 0 ? [[area, tableOf(kinds)]] : [];
  }),
);

function tableOf(kinds: readonly NoticeKind[]): string {
  return markdownTable(
    ['code', 'kind', 'is a', 'what it means', 'what to do'],
    kinds.map((kind) => {
      const { code, severity } = catalogue[kind];
      const { meaning, advice } = wordings[kind];
      return [`<a id="${code.toLowerCase()}"></a>\`${code}\``, `\`${kind}\``, severities[severity], meaning, advice];
    }),
  );
}
