import type { Config } from '../../config/schema.ts';
import { inLockedSources } from '../../crm/lockedSources.ts';
import { HandraiseError } from '../../errors.ts';
import { requireWon } from '../../snapshot/requireWon.ts';
import { shellWord } from '../../text/shellWord.ts';
import { parseInstant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import {
  type ProgramTemplate,
  type ProgramTemplateName,
  programTemplates,
  programText,
  type TemplateOutcome,
  templateNamed,
} from './programTemplates.ts';
import { readOutcomeKinds } from './readOutcomeKinds.ts';

/** A program made of a template. */
export interface TemplateProgram {
  readonly program: ProgramTemplateName;
  /** The kind of outcome that it takes; null where the mapped outcomes have no kinds, and it takes them all. */
  readonly kind: string | null;
  /** To stand within `programs` of the configuration. */
  readonly text: string;
}

/**
 * Makes the program of a template for the tables that are mapped: which kind of outcome it takes is found out. Writes nothing.
 *
 * @param options.kind the kind of outcome, where several would do or none does by its name
 * @throws HandraiseError `usage` for a template there is not, a program that is there already, and where the kind cannot be told; `config` where
 *   no opportunity says that it was won; `data` where there are no outcomes yet.
 */
export async function templateProgram(
  workbench: Workbench,
  name: string,
  options: { readonly kind?: string } = {},
): Promise<TemplateProgram> {
  const { handle, config, signal } = workbench;
  const template = templateNamed(name);
  if (template === undefined)
    throw new HandraiseError('usage', `there is no template ${JSON.stringify(name)}`, {
      hint: `those are ${programTemplates.map((one) => one.name).join(', ')}`,
    });
  refuseExisting(config, name);
  const knownBefore = await asOfOrNow(workbench, undefined);
  const kinds = await inLockedSources(handle, config.source, { signal }, async (client, sources) => {
    requireWon(sources);
    return readOutcomeKinds({ client, sources, knownBefore });
  });
  const kind = kindFor(
    template,
    kinds.map((one) => one.kind),
    options.kind,
  );
  return {
    program: template.name as ProgramTemplateName,
    kind,
    text: programText(template, { kind, ...recordOf(config, kind) }),
  };
}

/** When the source recorded outcomes of a kind, by the programs that take it: the latest beginning and the earliest end, so that no gap counts as a no. */
function recordOf({ programs }: Config, kind: string | null): Pick<TemplateOutcome, 'recordedSince' | 'recordedUntil'> {
  const outcomes = Object.values(programs)
    .map(({ outcome }) => outcome)
    .filter((outcome) => outcome.kind === undefined || kind === null || outcome.kind === kind);
  const ascending = (dates: readonly (string | undefined)[]) =>
    dates.filter((date) => date !== undefined).sort((a, b) => parseInstant(a) - parseInstant(b));
  return {
    recordedSince: ascending(outcomes.map(({ recordedSince }) => recordedSince)).at(-1),
    recordedUntil: ascending(outcomes.map(({ recordedUntil }) => recordedUntil)).at(0),
  };
}

function refuseExisting({ programs }: Config, name: string): void {
  if (Object.hasOwn(programs, name))
    throw new HandraiseError('usage', `the configuration has a program ${name} already`, {
      hint: 'edit it, or rename it first',
    });
}

/** The only kind there is, or the only one whose name fits; anything else is asked for. */
function kindFor(
  template: ProgramTemplate,
  kinds: readonly (string | null)[],
  asked: string | undefined,
): string | null {
  if (kinds.length === 0)
    throw new HandraiseError('data', 'there are no outcomes yet', {
      hint: 'map or import outcomes, then handraise check',
    });
  const named = kinds.filter((kind) => kind !== null);
  if (asked !== undefined) {
    if (named.includes(asked)) return asked;
    throw new HandraiseError('usage', `no outcome is of the kind ${JSON.stringify(asked)}`, {
      hint: `kinds are ${listed(named)}`,
    });
  }
  const fitting = named.filter((kind) => template.outcomes.test(kind));
  if (fitting.length === 1) return fitting[0]!;
  const [only] = kinds;
  if (fitting.length === 0 && kinds.length === 1 && !template.strict) return only ?? null;
  const command = `handraise init --program ${template.name} --outcome ${shellWord(fitting[0] ?? named[0] ?? 'KIND')}`;
  if (fitting.length === 0)
    throw new HandraiseError(
      'usage',
      `no kind of outcome is plainly one of ${template.name}: there is ${listed(named) || 'none with a name'}`,
      {
        hint: `name the one that is meant, such as ${command}, or map such outcomes first`,
      },
    );
  throw new HandraiseError('usage', `several kinds of outcomes would do for ${template.name}: ${listed(fitting)}`, {
    hint: `name one, such as ${command}`,
  });
}

function listed(kinds: readonly string[]): string {
  return kinds.map((kind) => JSON.stringify(kind)).join(', ');
}
