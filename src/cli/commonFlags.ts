/** Options every command takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly database?: string;
  readonly json?: boolean;
  /** Only of commands that compute features. */
  readonly memory?: string;
  readonly threads?: string;
}
