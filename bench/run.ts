// `npm run bench -- NAME …`: measures side by side with peers, and prints what was measured.
import { type BenchOptions, parseBenchArguments } from './options.ts';
import { environment, environmentLine, reportText } from './report.ts';
import type { BenchResult } from './result.ts';

/** Each loads no more than it needs. */
const benches: Readonly<
  Record<string, () => Promise<(options: BenchOptions) => Promise<BenchResult | readonly BenchResult[]>>>
> = {
  demo: async () => (await import('./demo.ts')).benchDemo,
  boosting: async () => (await import('./boosting.ts')).benchBoosting,
  predict: async () => (await import('./predict.ts')).benchPredict,
  shap: async () => (await import('./shap.ts')).benchShap,
  logistic: async () => (await import('./logistic.ts')).benchLogistic,
  quality: async () => (await import('./quality.ts')).benchQuality,
  features: async () => (await import('./features.ts')).benchFeatures,
  twins: async () => (await import('./twins.ts')).benchTwins,
  categories: async () => (await import('./categories.ts')).benchCategories,
  accuracy: async () => (await import('./accuracy/accuracy.ts')).benchAccuracy,
  wide: async () => (await import('./wide.ts')).benchWide,
  score: async () => (await import('./score.ts')).benchScore,
};

function usage(problem: string): never {
  console.error(problem);
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} …
  --rows N --features N --trees N   sizes, where a bench has them; rows are events in features, contacts in score
  --threads N                       of each side, by default 2
  --runs N                          measured runs of each side (splits in quality, categories and accuracy, tables in twins), by default 5
  --half HALF                       tables of accuracy: tuning, by default, or judging
  --keep FILE                       write down the predictions of accuracy
  --against FILE                    compare with predictions written down before; peers that it holds are not run again
  --growth                          our side alone at ×1, ×2, ×4 and ×8 rows, then features
  --json                            an object per bench on standard output, all else on standard error`);
  process.exit(2);
}

function parsed(): ReturnType<typeof parseBenchArguments> {
  try {
    return parseBenchArguments(process.argv.slice(2));
  } catch (error) {
    return usage((error as Error).message);
  }
}

const { names, json, options } = parsed();
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) usage(`there is no bench ${unknown.join(', ')}`);
if (names.length === 0) usage('which bench?');

const print = json ? console.error : console.log;
/** Beyond this, others take part of a processor from what is measured. */
const quiet = 0.5;

print(environmentLine());
if (environment.loadAverage > quiet)
  options.say(
    'the machine is not quiet: peers on OpenMP spin while they wait, so their times may be many times too long',
  );
for (const name of names) {
  options.say(`${name} …`);
  const bench = await benches[name]!();
  for (const result of [await bench(options)].flat()) {
    print(`\n${reportText(result)}`);
    if (json) console.log(JSON.stringify({ ...result, environment }));
  }
}
