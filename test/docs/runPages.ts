/** Pages whose commands are run in the folder of a demo company, against a database (test/cli/readme.slow.test.ts). */
export const pagesRunOnDemo: readonly string[] = [
  'README.md',
  'docs/explanation/audit.md',
  'docs/how-to/import-csv.md',
  'docs/how-to/large.md',
  'docs/how-to/profile.md',
  'docs/how-to/programs.md',
  'docs/how-to/promote.md',
  'docs/how-to/read-reports.md',
  'docs/how-to/schedule.md',
  'docs/how-to/table.md',
  'docs/reference/scoring-gates.md',
];

/** Pages whose blocks are run in their order, as a reader follows them (test/docs). */
export const tutorials: readonly string[] = ['docs/tutorials/first-flat-file.md', 'docs/tutorials/first-ranking.md'];
