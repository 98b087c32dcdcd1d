/** What Handraise reads from the environment; nothing else of it matters. */
export interface Environment {
  readonly databaseUrl: string | undefined;
  /** The variables of libpq that are set: PGSSLMODE and the like. */
  readonly libpq: Readonly<Record<string, string | undefined>>;
  /** Whether output must be plain (https://no-color.org). */
  readonly noColor: boolean;
  /** Whether output is to have colours even where no terminal is (https://force-color.org). */
  readonly forceColor: boolean;
}

/** The environment of a program that is started from here: that of this process, and variables of its own. */
export function environmentWith(own: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> {
  return { ...process.env, ...own };
}

/** The environment of this process, or the variables given; empty texts count as not set. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  return {
    databaseUrl: variables.DATABASE_URL || undefined,
    libpq: Object.fromEntries(Object.entries(variables).filter(([name]) => /^PG[A-Z_]+$/.test(name))),
    noColor: Boolean(variables.NO_COLOR) || isOff(variables.FORCE_COLOR),
    forceColor: Boolean(variables.FORCE_COLOR) && !isOff(variables.FORCE_COLOR),
  };
}

function isOff(value: string | undefined): boolean {
  return value === '0' || value === 'false';
}
