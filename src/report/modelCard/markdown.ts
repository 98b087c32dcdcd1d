import type { CardBlock, CardCell, CardFact, CardTable, ModelCard } from './card.ts';
import { markdownCode, markdownText, oneLine } from './markdownText.ts';

/**
 * A model card as Markdown (CommonMark with the tables of GitHub), the same bytes for the same card.
 * @example
 * const markdown = modelCardMarkdown(modelCard(data));
 * markdown.startsWith('#') // true
 */
export function modelCardMarkdown({ title, subject, headline, sections }: ModelCard): string {
  const parts = [
    `# ${markdownText(title)}`,
    markdownText(subject),
    `**${markdownText(headline)}**`,
    ...sections.flatMap(({ title, summary, blocks }) => [
      `## ${markdownText(title)}`,
      markdownText(summary),
      ...blocks.map(block),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function block(of: CardBlock): string {
  switch (of.kind) {
    case 'paragraph':
      return markdownText(of.text);
    case 'list':
      return of.items.map((item) => `- ${markdownText(item)}`).join('\n');
    case 'facts':
      return of.facts.map(fact).join('\n');
    case 'table':
      return table(of);
    case 'commands':
      return commands(of.lines.map(oneLine));
  }
}

function fact({ name, value, code }: CardFact): string {
  return `- ${markdownText(name)}: ${code ? markdownCode(value) : markdownText(value)}`;
}

function table({ caption, columns, rows, footer }: CardTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = (values: readonly CardCell[]) => columns.map(({ code }, i) => cell(values[i] ?? '', code));
  const lines = [
    line(columns.map(({ label }) => markdownText(label))),
    line(columns.map(({ number }) => (number ? '---:' : '---'))),
    ...rows.map((row) => line(cells(row))),
    ...(footer ? [line(cells(footer))] : []),
  ];
  return `### ${markdownText(caption)}\n\n${lines.join('\n')}`;
}

function cell(of: CardCell, code = false): string {
  if (typeof of !== 'string') return markdownText(`${of.text} (${of.beside})`);
  return code ? markdownCode(of) : markdownText(of);
}

/** A block of code whose fence is longer than any that its lines hold. */
function commands(lines: readonly string[]): string {
  const longest = Math.max(0, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [fence, ...lines, fence].join('\n');
}
