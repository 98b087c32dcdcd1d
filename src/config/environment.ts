/** What Handraise reads from the environment; nothing else of it matters. */
export interface Environment {
  readonly databaseUrl: string | undefined;
  /** Whether output must be plain (https://no-color.org). */
  readonly noColor: boolean;
}

/** The environment of this process, or the variables given; empty texts count as not set. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  return { databaseUrl: variables.DATABASE_URL || undefined, noColor: Boolean(variables.NO_COLOR) };
}
