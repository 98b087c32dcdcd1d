import type { Argument, Command, Option } from 'commander';

/** What may stand in a place: one of some words, a file, or anything. */
export type Value = 'file' | 'anything' | readonly string[];

/** An option as a shell completes it. */
export interface OptionShape {
  readonly flags: readonly string[];
  readonly summary: string;
  /** Null where the option takes no value. */
  readonly value: Value | null;
}

/** One command, or the whole line before any, as a shell completes it. */
export interface CommandShape {
  /** Words that lead to it, none for the whole line. */
  readonly path: readonly string[];
  /** Commands that may follow. */
  readonly commands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly OptionShape[];
  readonly arguments: readonly Value[];
}

/** A command with all that are below it, itself first. */
export function commandShapes(command: Command, path: readonly string[] = []): readonly CommandShape[] {
  const help = command.createHelp();
  return [
    {
      path,
      commands: command.commands.map((below) => ({ name: below.name(), summary: below.description() })),
      options: help.visibleOptions(command).map(optionShape),
      arguments: command.registeredArguments.map(valueAt),
    },
    ...command.commands.flatMap((below) => commandShapes(below, [...path, below.name()])),
  ];
}

function optionShape(option: Option): OptionShape {
  return {
    flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
    summary: option.description,
    value: option.required ? valueAt(option) : null,
  };
}

/** Files go by what the place is called in help. */
function valueAt(place: Option | Argument): Value {
  if (place.argChoices) return place.argChoices;
  const name = 'flags' in place ? place.flags : place.name();
  return /\b(file|path)\b/.test(name) ? 'file' : 'anything';
}
