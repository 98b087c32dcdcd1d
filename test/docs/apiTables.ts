import { type EntryPoint, entryPoints, type PublicName, publicNames } from './publicApi.ts';

/** What docs/reference/api.md says of an entry point: its functions and objects one by one, then its types. */
export const apiTables: Readonly<Record<string, string>> = Object.fromEntries(
  (Object.keys(entryPoints) as EntryPoint[]).map((entry) => [entry, entryText(publicNames(entry))]),
);

function entryText(names: readonly PublicName[]): string {
  const isType = ({ kind, name }: PublicName) => kind === 'type' && !name.startsWith('Open');
  const own = names.filter((one) => !isType(one)).map(section);
  const types = names
    .filter(isType)
    .map(({ name, doc, declaration }) => `**${name}.** ${doc?.text}\n\n${code(declaration)}`);
  return [...own, '### Types', ...types].join('\n\n');
}

function section({ name, kind, doc, declaration }: PublicName): string {
  if (!doc) throw new Error(`${name} has no doc comment`);
  const { text, parameters, returns, throws, example } = doc;
  return [
    kind === 'method' ? `#### ${name}` : `### ${name}`,
    text,
    ...(kind === 'type' ? [] : [code(declaration)]),
    ...(parameters.length > 0 ? [parameters.map((line) => `- \`${line.replace(/ /, '` ')}`).join('\n')] : []),
    ...(returns ? [`Returns ${returns}`] : []),
    ...(throws ? [`Throws ${throws}`] : []),
    ...(example ? [code(example)] : []),
  ].join('\n\n');
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}
