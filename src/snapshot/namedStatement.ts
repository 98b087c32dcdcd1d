/** A SELECT and what its rows are. */
export interface NamedStatement {
  readonly name: string;
  readonly statement: string;
  /** Of statements that differ only in the partition that they read: which one, from 1. */
  readonly partition?: number;
}
