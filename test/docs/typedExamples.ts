import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { codeBlocks } from './commandBlocks.ts';
import { exampleCode } from './exampleCode.ts';
import { markdownPages } from './markdownPages.ts';
import { type EntryPoint, entryPoints, publicNames } from './publicApi.ts';

const root = join(import.meta.dirname, '../..');

/** What an example finds by name beside what the entry point exports. */
const surroundings: Readonly<Record<EntryPoint, string>> = {
  handraise: `import { writeFile } from 'node:fs/promises';
    declare const workbench: import('handraise').OpenWorkbench;
    declare const program: import('handraise').OpenProgram;`,
  'handraise/learn': `import { writeFile } from 'node:fs/promises';`,
  'handraise/report': '',
};

/** What the compiler says of the examples of doc comments and of the scripts of the pages, all in one run; nothing where it finds nothing wrong. */
export async function typeErrorsOfExamples(): Promise<string> {
  const folder = await temporaryFolder();
  try {
    for (const entry of Object.keys(entryPoints) as EntryPoint[]) await writeExamples(folder, entry);
    await writeScripts(folder);
    const paths = Object.fromEntries(
      Object.entries(entryPoints).map(([entry, file]) => [entry, [join(root, 'src', file)]]),
    );
    const types = [join(root, 'node_modules/@types/node')];
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: { noUnusedLocals: false, verbatimModuleSyntax: false, paths, types },
        include: ['**/*.ts', '**/*.mts', join(root, 'src/**/*.d.ts')],
      }),
    );
    return await promisify(execFile)(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['-p', folder, '--pretty', 'false'],
    ]).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is not a part of something longer, as a test is, stands on its own. */
async function writeScripts(folder: string): Promise<void> {
  const scripts = markdownPages()
    .flatMap(codeBlocks)
    .filter(({ language, text }) => language === 'ts' && /^import /m.test(text) && !/^test\(/m.test(text));
  for (const { page, line, text } of scripts)
    await writeFile(join(folder, `${page.replaceAll(/[/.]/g, '-')}-${line}.mts`), `${text}\nexport {};\n`);
}

async function writeExamples(folder: string, entry: EntryPoint): Promise<void> {
  const names = publicNames(entry);
  const exported = names.filter(({ kind }) => kind !== 'method').map(({ name }) => name);
  await mkdir(join(folder, entry), { recursive: true });
  for (const { name, doc, declaration } of names) {
    if (!doc?.example) continue;
    const code = exampleCode(doc.example, (expression, value) => `promised(${expression}, ${value});`);
    const used = exported.filter((one) => new RegExp(`\\b${one}\\b`).test(code));
    // A page is made of data that no example of a few lines can hold.
    const data = /\(\w+: (\w+)\)/.exec(declaration)?.[1] ?? 'ModelCardData';
    const text = `import { ${used.join(', ')} } from '${entry}';
      ${surroundings[entry]}
      declare const data: import('${entry}').${entry === 'handraise/report' ? data : 'HandraiseError'};
      declare function promised(found: unknown, value: unknown): void;
      export async function example() {\n${code}\n}\n`;
    await writeFile(join(folder, entry, `${name}.ts`), text);
  }
}
