/** Whole numbers that the jobs of a program take, both bounds included. */
export const limits = {
  origins: { least: 1, most: 500 },
  // The chances of the best are added up row by row, which takes the square of their number.
  k: { least: 1, most: 20_000 },
  // More than any team works; twice as many rows are added up one by one.
  perWeek: { least: 1, most: 10_000 },
  keep: { least: 0, most: 1_000_000 },
} as const;
