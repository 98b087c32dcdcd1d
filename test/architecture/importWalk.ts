import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The order in which data flows; a folder may import those before it and itself. */
export const layers = [
  'errors',
  'systemFailure',
  'heapRoom',
  'text',
  'files',
  'codeVersion',
  'supportedNode',
  'compiledInTurn',
  'progress',
  'time',
  'storedParameters',
  'numeric',
  'kernel',
  'table',
  'notice',
  'calibration',
  'config',
  'database',
  'crm',
  'demo',
  'snapshot',
  'features',
  'flatFile',
  'model',
  'tuning',
  'evaluation',
  'explain',
  'ranking',
  'qualification',
  'training',
  'wording',
  'registry',
  'publish',
  'report',
  'monitor',
  'workbench',
  'pipeline',
  'api',
  'learn',
  'index',
  'cli',
] as const;

export interface Import {
  readonly from: string;
  readonly to: string;
  /** Erased at run time. */
  readonly typeOnly: boolean;
  /** Loaded when a function asks for it. */
  readonly dynamic: boolean;
}

/** Every source file, relative to src/, with forward slashes. */
export function sourceFiles(): string[] {
  return globSync('src/**/*.ts', { cwd: root, exclude: ['src/kernel/assembly/**'] })
    .map((path) => relative('src', path).split(sep).join('/'))
    .sort();
}

/** What a source file imports or exports from: files of src/ as paths relative to it, packages by name. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gm);
  return [...statements].map(([, typeOnly, named, dynamic]) => {
    const specifier = named ?? dynamic ?? '';
    const to = specifier.startsWith('.') ? join(dirname(file), specifier).split(sep).join('/') : specifier;
    return { from: file, to, typeOnly: typeOnly !== undefined, dynamic: dynamic !== undefined };
  });
}

/** Groups of source files that import one another in a circle, types included; each group and its files in order. */
export function importCircles(): readonly (readonly string[])[] {
  const imports = new Map(
    sourceFiles().map((file) => [
      file,
      importsOf(file)
        .map(({ to }) => to)
        .filter((to) => to.endsWith('.ts')),
    ]),
  );
  const reached = new Map([...imports.keys()].map((file) => [file, reachedFrom(file, imports)]));
  const circles = new Set<string>();
  for (const [file, others] of reached)
    if (others.has(file)) circles.add([...others].filter((other) => reached.get(other)?.has(file)).join(' '));
  return [...circles].map((circle) => circle.split(' ').sort());
}

/** Files that a file imports, directly or not; itself only where a circle leads back to it. */
function reachedFrom(file: string, imports: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(imports.get(file) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(imports.get(next) ?? []));
  }
  return reached;
}

/** The folder of src/ a file belongs to; the files beside the folders stand alone. */
export function layerOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** What nearly everything imports, and so is left out of the picture. */
const everywhere: ReadonlySet<string> = new Set([
  'errors',
  'systemFailure',
  'heapRoom',
  'text',
  'files',
  'codeVersion',
  'supportedNode',
  'compiledInTurn',
  'progress',
  'storedParameters',
]);

/** Arrows between folders, as ARCHITECTURE.md draws them (Mermaid). */
export function importPicture(): string {
  const arrows = new Set<string>();
  for (const file of sourceFiles())
    for (const { to } of importsOf(file))
      if (to.endsWith('.ts') && layerOf(to) !== layerOf(file) && !everywhere.has(layerOf(to)))
        arrows.add(`  ${layerOf(file)} --> ${layerOf(to)}`);
  return ['```mermaid', 'flowchart BT', ...[...arrows].sort(), '```'].join('\n');
}
