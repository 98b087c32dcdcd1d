import type { CommandShape, OptionShape, Value } from './shape.ts';

/** The completion of a command line for zsh: one function per command, which hands the rest of the line to those below it. */
export function zshCompletion(name: string, shapes: readonly CommandShape[]): string {
  return `#compdef ${name}
# zsh completion of ${name}. In ~/.zshrc, after compinit: source <(${name} completion zsh)
${shapes.map((shape) => functionOf(name, shape)).join('\n')}
if [ "$funcstack[1]" = _${name} ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function functionOf(name: string, { path, commands, options, arguments: places }: CommandShape): string {
  const called = ['', name, ...path].join('_');
  const specs = options.flatMap(optionSpecs);
  if (commands.length === 0)
    return `${called}() {
  _arguments ${[...specs, ...places.map((value, at) => quoted(`${at + 1}: :${action(value)}`))].join(' \\\n    ')}
}`;
  return `${called}() {
  local context curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')}
  case $state in
    command)
      local -a offered=(
${commands.map((below) => `        ${quoted(`${below.name}:${below.summary.replaceAll(':', '\\:')}`)}`).join('\n')}
      )
      _describe command offered ;;
    rest)
      case $line[1] in
${commands.map((below) => `        ${below.name}) ${called}_${below.name} ;;`).join('\n')}
      esac ;;
  esac
}`;
}

/** An option that takes a value may be given again. */
function optionSpecs({ flags, summary, value }: OptionShape): string[] {
  const text = summary.replaceAll(/[[\]:\\]/g, '\\$&');
  return flags.map((flag) => quoted(value === null ? `${flag}[${text}]` : `*${flag}=[${text}]: :${action(value)}`));
}

function action(value: Value): string {
  if (value === 'file') return '_files';
  return value === 'anything' ? ' ' : `(${value.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
