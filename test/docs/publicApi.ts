import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const src = join(import.meta.dirname, '../../src');

/** What scripts import from, and the file of src/ that lists what it has. */
export const entryPoints = {
  handraise: 'index.ts',
  'handraise/learn': 'learn.ts',
  'handraise/report': 'report/index.ts',
} as const;

export type EntryPoint = keyof typeof entryPoints;

/** A doc comment, part by part. */
export interface Doc {
  readonly text: string;
  readonly parameters: readonly string[];
  readonly throws: string | null;
  readonly returns: string | null;
  readonly example: string | null;
}

/** Something that a script can call or name. */
export interface PublicName {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'value' | 'type';
  readonly doc: Doc | null;
  /** Without the body of a function. */
  readonly declaration: string;
}

/** All that an entry point exports, in its order; the methods of `Open…` after it. */
export function publicNames(entry: EntryPoint): readonly PublicName[] {
  return exportsOf(entryPoints[entry]).flatMap(([file, name]) => {
    const found = declared(file, name);
    return /^Open/.test(name) ? [found, ...methodsOf(found)] : [found];
  });
}

/** Files and names behind `export { … } from`, the lists of lists included. */
function exportsOf(file: string): readonly (readonly [file: string, name: string])[] {
  const text = readFileSync(join(src, file), 'utf8');
  const lists = text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';/gm);
  return [...lists].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== '')
      .map((name) => [join(dirname(file), from), name] as const),
  );
}

function declared(file: string, name: string): PublicName {
  const text = readFileSync(join(src, file), 'utf8');
  const pattern = new RegExp(
    `(?:^/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n)?^export (?:async |abstract |declare )?(function|const|interface|type|class) ${name}\\b`,
    'm',
  );
  const match = pattern.exec(text);
  if (!match) {
    const elsewhere = exportsOf(file).find(([, other]) => other === name);
    if (elsewhere) return declared(...elsewhere);
    const imported = new RegExp(`^import (?:type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)';`, 'm').exec(text);
    if (imported) return declared(join(dirname(file), imported[1]!), name);
    throw new Error(`src/${file} has no ${name}`);
  }
  const [whole, comment, keyword] = match;
  const from = match.index + whole.lastIndexOf('export ');
  const kind = keyword === 'function' ? 'function' : keyword === 'interface' || keyword === 'type' ? 'type' : 'value';
  return { name, kind, doc: docOf(comment), declaration: declarationAt(text.slice(from), kind) };
}

/** As the formatter writes them: a body opens at the end of a line, and closes at the beginning of one. */
function declarationAt(text: string, kind: PublicName['kind']): string {
  const end =
    kind === 'function'
      ? /(?<=[^=]) \{$|;$/m
      : kind === 'value'
        ? / = |\{$/m
        : /^export interface/.test(text)
          ? /(?<=^\}|\{\})$/m
          : /(?<=;)$/m;
  const found = end.exec(text);
  return text
    .slice(0, found ? found.index : text.length)
    .replace(/^export (async )?/, '')
    .trimEnd();
}

function methodsOf({ name, declaration }: PublicName): readonly PublicName[] {
  const methods = declaration.matchAll(/^ {2}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2})?(\w+)(\((?:(?!;$)[\s\S])*);$/gm);
  return [...methods].map(([, comment, method, signature]) => ({
    name: `${name}.${method}`,
    kind: 'method' as const,
    doc: docOf(comment),
    declaration: `${method}${signature}`,
  }));
}

function docOf(comment: string | undefined): Doc | null {
  if (comment === undefined) return null;
  const lines = comment
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  const [text = '', ...tags] = lines
    .join('\n')
    .split(/(?=^@|(?<=[.;)`]) @(?:param|throws|returns|example)\b)/m)
    .map((part) => part.trim());
  const all = (tag: string) =>
    tags.filter((part) => part.startsWith(`@${tag}`)).map((part) => part.slice(tag.length + 1).trim());
  return {
    text,
    parameters: all('param').map(inOneLine),
    throws: inOneLine(all('throws').join(' ')) || null,
    returns: inOneLine(all('returns').join(' ')) || null,
    example: all('example').join('\n') || null,
  };
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
