/** A SELECT and what its rows are. */
export interface NamedStatement {
  readonly name: string;
  readonly statement: string;
}
