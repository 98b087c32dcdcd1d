import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Every Markdown page of the repository, by its path with forward slashes. */
export function markdownPages(): string[] {
  return globSync(['*.md', '{docs,src,test,data,models,bench,examples,notebooks,.github}/**/*.md'], {
    cwd: root,
    exclude: ['**/node_modules/**'],
  })
    .map((path) => relative(root, join(root, path)).split(sep).join('/'))
    .sort();
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** A link or picture of a page to another file of the repository, or to a place of a page. */
export interface Link {
  readonly from: string;
  /** As it is written. */
  readonly written: string;
  /** The file or folder it leads to, from the root of the repository. */
  readonly to: string;
  /** The place on that page, without `#`. */
  readonly anchor: string | undefined;
}

/** What a page links to inside the repository: in sentences and tables, not in code. */
export function linksOf(page: string): Link[] {
  const targets = withoutCode(readPage(page)).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  return [...targets]
    .map(([, written]) => written!)
    .filter((written) => !/^[a-z][a-z+.-]*:/i.test(written))
    .map((written) => {
      const [path = '', anchor] = written.split('#', 2);
      return { from: page, written, to: path === '' ? page : posix.join(dirname(page), decodeURI(path)), anchor };
    });
}

/** Files and folders of the repository that a page names in its sentences, as in `src/cli`. */
export function namedFilesOf(page: string): string[] {
  const named = readPage(page).matchAll(/`((?:src|test|bench|sql)\/[\w./-]+)`/g);
  return [...named].map(([, path]) => path!);
}

/** The places of a page that a link may name: its headings as GitHub names them, and `<a id>`. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const text = readPage(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
  const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id!));
  for (const [, heading] of text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = slugOf(heading!);
    let name = slug;
    for (let copy = 1; anchors.has(name); copy++) name = `${slug}-${copy}`;
    anchors.add(name);
  }
  return anchors;
}

/** GitHub's name of a heading: its text in lower case, without punctuation, blanks as hyphens. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function withoutCode(text: string): string {
  return text
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
}
