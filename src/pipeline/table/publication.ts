import type { GateNotice } from '../../notice/notice.ts';
import type { Instant } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { CandidateModel } from '../../training/candidateModel.ts';
import type { FlatTable } from './flatTable.ts';
import type { TableOptions } from './options.ts';

/** A model of a flat file and what the gates said of it. */
export interface TrainedTable {
  readonly read: FlatTable;
  readonly deployed: CandidateModel;
  readonly artefact: Artefact;
  readonly gates: readonly GateNotice[];
  /** Name of the file. */
  readonly file: string;
}

/** The ranking that a file was published as. */
export interface PublishedFile {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string;
  readonly contacts: number;
}

/** Publishing of the scored rows in a database, of which a training on a file knows nothing else. */
export interface TablePublication {
  /** Refuses, before anything is read, what could not be published. */
  check(options: TableOptions): Promise<void>;
  /** Refuses, before anything is learned, ids that no ranking can hold. */
  checkIds(read: FlatTable): void;
  /** The instant the rows are published as of. */
  now(): Promise<Instant>;
  /** Gives null where a gate blocks. */
  publish(trained: TrainedTable): Promise<PublishedFile | null>;
}
