import { shellWord } from '../text/shellWord.ts';

type Step = 'import' | 'check' | 'train' | 'promote' | 'look' | 'score' | 'wait' | 'nothing';

/** What to do next with a program, and what to type for it. */
export function nextStepText(
  { step, modelId = '' }: { readonly step: Step; readonly modelId?: string },
  program: string,
): string {
  const name = shellWord(program);
  return {
    import: 'there are no contacts yet: handraise import contact FILE',
    check: `see whether the data can be used: handraise check`,
    train: `learn a model: handraise train ${name} --promote`,
    promote: `make the newest model the champion: handraise models promote ${modelId} ${name}`,
    look: `gates refused the newest model, see why: handraise models show ${modelId} ${name}`,
    score: `rank the contacts as of now: handraise score ${name}`,
    wait: 'nothing to type: a run is going on',
    nothing: 'nothing: the published ranking is the champion’s, and as of now',
  }[step];
}
