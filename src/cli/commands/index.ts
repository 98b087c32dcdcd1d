import type { CommandEntry } from '../command.ts';

/** Every command, in the order a new user meets them. */
export const commands: readonly CommandEntry[] = [
  { name: 'init', summary: 'write a commented handraise.config.ts to start from', load: () => import('./init.ts') },
  {
    name: 'demo',
    summary: 'run the whole job on an invented company whose true probabilities are known',
    load: () => import('./demo.ts'),
  },
  { name: 'table', summary: 'train on one CSV file or sheet, without a database', load: () => import('./table.ts') },
  {
    name: 'check',
    summary: 'read the mapped tables and say what is wrong with them, what that does to the result, and how to fix it',
    load: () => import('./check.ts'),
  },
  {
    name: 'outcome',
    summary: 'show the outcome of a program: how many, when, which of them count, and whether the horizon fits',
    load: () => import('./outcome.ts'),
  },
  { name: 'import', summary: 'load a CSV file into one of the entities', load: () => import('./import.ts') },
  {
    name: 'audit',
    summary: 'say of every feature whether its value was really known at past dates, without training',
    load: () => import('./audit.ts'),
  },
  {
    name: 'plan',
    summary:
      'say what train and score would read, in how many parts and in how much memory, without reading the events',
    load: () => import('./plan.ts'),
  },
  {
    name: 'icp',
    summary: 'learn the ideal customer profile: what the won are like, who fits, which kinds of people they are',
    load: () => import('./icp.ts'),
  },
  {
    name: 'train',
    summary: 'train a program on past dates, judge it on later ones, keep the model',
    load: () => import('./train.ts'),
  },
  {
    name: 'evaluate',
    summary: 'judge a model on every test date whose outcomes are known by now',
    load: () => import('./evaluate.ts'),
  },
  {
    name: 'recalibrate',
    summary: 'find out whether the probabilities must be corrected, or the model trained again',
    load: () => import('./recalibrate.ts'),
  },
  {
    name: 'backtest',
    summary: 'test the list on past dates: train on what was known then, and count who of the best converted',
    load: () => import('./backtest.ts'),
  },
  { name: 'models list', summary: 'list the models of a program, newest first', load: () => import('./modelsList.ts') },
  {
    name: 'models show',
    summary: 'show a model: what it was trained on, how it did, what it uses',
    load: () => import('./modelsShow.ts'),
  },
  {
    name: 'models card',
    summary: 'write the card of a model: purpose, data, figures, limits, how to get it again',
    load: () => import('./modelsCard.ts'),
  },
  {
    name: 'models promote',
    summary: 'make a model the champion, if no gate blocks it',
    load: () => import('./modelsPromote.ts'),
  },
  {
    name: 'models rollback',
    summary: 'make the previous champion the champion again',
    load: () => import('./modelsRollback.ts'),
  },
  {
    name: 'score',
    summary: 'score every eligible contact with the champion and publish the ranking',
    load: () => import('./score.ts'),
  },
  {
    name: 'capacity',
    summary: 'say how far down the published list a week of work reaches, and how many conversions to expect of it',
    load: () => import('./capacity.ts'),
  },
  {
    name: 'outcomes',
    summary:
      'say what became of past lists, against what was predicted then: by tier, by head of the list, contacted or not',
    load: () => import('./outcomes.ts'),
  },
  {
    name: 'report',
    summary: 'write the calibration report, the model card and the ranked-accounts report of what is published',
    load: () => import('./report.ts'),
  },
  {
    name: 'explain',
    summary: 'say why a contact stands where it does in the published ranking',
    load: () => import('./explain.ts'),
  },
  {
    name: 'override',
    summary: 'say that a contact is worked first, last or not at all, whatever its rank; its probability stays',
    load: () => import('./override.ts'),
  },
  {
    name: 'stage',
    summary: 'move a contact to a stage, or give it back to marketing: what a person decides wins over every rule',
    load: () => import('./stage.ts'),
  },
  {
    name: 'status',
    summary: 'say what is published, by which model, and how the last runs ended',
    load: () => import('./status.ts'),
  },
  {
    name: 'sql',
    summary: 'query the embedded database: in psql, or with another client',
    load: () => import('./sql.ts'),
  },
  {
    name: 'runs list',
    summary: 'list the runs of a program, newest first, and whose rankings are kept',
    load: () => import('./runsList.ts'),
  },
  {
    name: 'runs prune',
    summary: 'remove old rankings: all but the published one and the newest others',
    load: () => import('./runsPrune.ts'),
  },
  {
    name: 'doctor',
    summary: 'find what crashes left behind, and repair it if asked',
    load: () => import('./doctor.ts'),
  },
];
