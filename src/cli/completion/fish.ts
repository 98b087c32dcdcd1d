import type { CommandShape, Value } from './shape.ts';

/** The completion of a command line for fish: one line for each word that may be typed, with where it may. */
export function fishCompletion(name: string, shapes: readonly CommandShape[]): string {
  const lines = shapes.flatMap(({ path, commands, options, arguments: places }) => {
    const at = condition(path, commands);
    return [
      ...commands.map((below) => `-n ${quoted(at.before)} -a ${below.name} -d ${quoted(below.summary)}`),
      ...options.map(({ flags, summary, value }) => {
        const named = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        return `-n ${quoted(at.within)} ${named.join(' ')}${taking(value)} -d ${quoted(summary)}`;
      }),
      ...places.flatMap((value) => {
        if (value === 'anything') return [];
        return [`-n ${quoted(at.within)} ${value === 'file' ? '-F' : `-a ${quoted(value.join(' '))}`}`];
      }),
    ];
  });
  return `# fish completion of ${name}. Once: ${name} completion fish > ~/.config/fish/completions/${name}.fish
complete -c ${name} -f
${lines.map((line) => `complete -c ${name} ${line}`).join('\n')}
`;
}

/** Where a command's own words may be typed, and where those of the commands below it. */
function condition(path: readonly string[], below: CommandShape['commands']): { within: string; before: string } {
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  if (path.length === 0) return { within: '__fish_use_subcommand', before: '__fish_use_subcommand' };
  const names = below.map(({ name }) => name).join(' ');
  return { within: seen, before: `${seen}; and not __fish_seen_subcommand_from ${names}` };
}

function taking(value: Value | null): string {
  if (value === null) return '';
  if (value === 'file') return ' -r -F';
  return value === 'anything' ? ' -x' : ` -x -a ${quoted(value.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
