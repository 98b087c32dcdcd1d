declare module 'pgpass' {
  /** Calls back with the password that the user's password file has for a connection, or with undefined. */
  export default function pgpass(
    to: { host: string; port: number; database: string | undefined; user: string | undefined },
    found: (password: string | undefined) => void,
  ): void;
}
