import type { CommandShape, Value } from './shape.ts';

/** The completion of a command line for bash, 3.2 and later: a function that looks up what it needs in itself. */
export function bashCompletion(name: string, shapes: readonly CommandShape[]): string {
  const key = ({ path }: CommandShape, word: string) => `'${path.join(' ')}:${word}'`;
  const followed = shapes.flatMap((shape) => shape.commands.map((below) => key(shape, below.name)));
  const valued = shapes.flatMap((shape) =>
    shape.options.filter(({ value }) => value !== null).flatMap(({ flags }) => flags.map((flag) => key(shape, flag))),
  );
  const values = shapes.flatMap((shape) =>
    shape.options.flatMap(({ flags, value }) =>
      value === null ? [] : branch(flags.map((flag) => key(shape, flag)).join('|'), value),
    ),
  );
  const options = shapes.map(
    ({ path, options }) => `      '${path.join(' ')}') offered='${options.flatMap(({ flags }) => flags).join(' ')}' ;;`,
  );
  const places = shapes.flatMap((shape) =>
    shape.commands.length > 0
      ? branch(
          key(shape, '0'),
          shape.commands.map((below) => below.name),
        )
      : shape.arguments.flatMap((value, place) => branch(key(shape, String(place)), value)),
  );
  return `# bash completion of ${name}. In ~/.bashrc: source <(${name} completion bash)
_${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" path= asked= place=0 offered= files= at
  for ((at = 1; at < COMP_CWORD; at++)); do
    if [[ "\${COMP_WORDS[at]}" == '=' ]]; then continue; fi
    if [[ -n "$asked" ]]; then asked=; continue; fi
    case "$path:\${COMP_WORDS[at]}" in
      ${followed.join('|')}) path="\${path:+$path }\${COMP_WORDS[at]}" ;;
      ${valued.join('|')}) asked="\${COMP_WORDS[at]}" ;;
      *:-*) ;;
      *) place=$((place + 1)) ;;
    esac
  done
  if [[ "$word" == '=' ]]; then word=; fi
  if [[ -n "$asked" ]]; then
    case "$path:$asked" in
${values.join('\n')}
    esac
  elif [[ "$word" == -* ]]; then
    case "$path" in
${options.join('\n')}
    esac
  else
    case "$path:$place" in
${places.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$offered" -- "$word"))
  if [[ -z "$files" ]]; then compopt +o default 2>/dev/null; fi
}
complete -o default -F _${name} ${name}
`;
}

function branch(pattern: string, value: Value): string[] {
  if (value === 'anything') return [];
  return [`      ${pattern}) ${value === 'file' ? 'files=yes' : `offered='${value.join(' ')}'`} ;;`];
}
