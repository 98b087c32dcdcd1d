import type { ConfigInput } from '../../config/schema.ts';
import type { Notice } from '../../notice/notice.ts';
import type { LeftOutKind } from '../../notice/presets.ts';
import type { Hands } from './hands.ts';
import type { PresetName } from './presetNames.ts';

/** A table a connector leaves behind, as far as a preset reads it. */
export interface LandingTable {
  readonly name: string;
  /** Without them nothing can be mapped. */
  readonly required: boolean;
  readonly columns: readonly LandingColumn[];
  /** What goes without the table, as a sentence: `no form submissions: no raise-hand outcome`. */
  readonly without: string;
}

/** A column of a landing table. */
export interface LandingColumn {
  readonly name: string;
  /** Whether the table is of no use without it. */
  readonly required: boolean;
  /** Columns any of which holds the same, so that nothing is lost where one of them is there. */
  readonly instead?: readonly string[];
  /** What goes without it, as a sentence. */
  readonly without: string;
}

/** What a schema of the database really holds of a preset's tables. */
export interface Landing {
  /** The schema, or those that it is spread over, as a person calls them: `"crm"`, or `"crm" and "crm_history"`. */
  readonly title: string;
  /** Whether there is such a table, and such a column in it. */
  has(table: string, column?: string): boolean;
  /** Names of all columns of a table, custom ones included; empty without it. */
  columns(table: string): readonly string[];
  /** Type of a column as Postgres calls it; undefined without it. */
  type(table: string, column: string): string | undefined;
  /** The name of a table, or of a column of it, as the schema writes it. */
  written(table: string, column?: string): string;
  /** What gives a column that is packed into another one, of a table under an alias; undefined for one that stands alone. */
  expression?(table: string, column: string, alias: string): string | undefined;
  /** Rows that answer a question of the preset's; undefined where it was not asked, or nobody waited for the answer. */
  answer(question: string): readonly Answer[] | undefined;
  /** The schema that holds a table. */
  schemaOf(table: string): string;
}

/** A row that answers a question, as the driver gives it: counts as texts. */
export type Answer = Readonly<Record<string, unknown>>;

/** The canonical entities as SELECTs over the landing tables, and what the reader of the configuration should know. */
export interface PresetMapping {
  readonly source: NonNullable<ConfigInput['source']>;
  /** Entity → comment of one or more lines that the written configuration carries above it. */
  readonly comments: Readonly<Record<string, string>>;
  /** What of the data is not mapped though it could be, and why. */
  readonly leftOut?: readonly Notice<LeftOutKind>[];
  /** Further settings of the program, such as kinds or features left out. */
  readonly program: Partial<NonNullable<ConfigInput['programs']>[string]>;
  /**
   * SELECT of id, person_id: every id that the system ever gave a person, and the one the person goes by today; for
   * presets that are read beside this one.
   */
  readonly identities?: string | undefined;
  /** SELECT of contact_id, crm_id, rank: the people of the system beside which it is read, the best id of each first. */
  readonly crmPeople?: string | undefined;
}

/** How one connector lands one CRM in Postgres, and how that is read. */
export interface Preset {
  /** As `--preset` calls it: `hubspot-fivetran`. */
  readonly name: PresetName;
  /** For people: `HubSpot, loaded by Fivetran`. */
  readonly title: string;
  /** The schema the connector usually fills. */
  readonly schema: string;
  /** The system that says who people are, where others may be read beside it: `salesforce`. */
  readonly crm?: string;
  /** The systems beside which it can be read, because it knows the ids that they give people. */
  readonly beside?: readonly string[];
  readonly tables: readonly LandingTable[];
  /**
   * The ways in which a name of the preset may be written, itself first; without it, as it stands.
   *
   * @param tables the names of all that is there
   */
  spellings?(name: string, tables: readonly string[]): readonly string[];
  /** The landing as it is read, where a connector packs columns into one. */
  unpacked?(landing: Landing): Landing;
  /** What the source cannot carry, whatever columns there are: one sentence each. */
  readonly cannotCarry: readonly string[];
  /**
   * Everything by which a hand may be raised: a SELECT of key text, name text, times bigint, contacts bigint; undefined
   * where nothing found tells one from another.
   *
   * @param sample what follows the alias of the table with the many rows: nothing, or a TABLESAMPLE
   */
  candidates?(landing: Landing, sample: string): { readonly what: string; readonly query: string } | undefined;
  /**
   * What has to be known of the data beyond the catalogue: name of a question → SELECT.
   *
   * @param how of large tables a sample is enough; `whole` where one cannot be had
   */
  questions?(landing: Landing, how: 'sample' | 'whole'): Readonly<Record<string, string>>;
  /**
   * Maps what was found; called only when every required table and column is there.
   *
   * @param hands what was taken for raised hands; undefined where {@link Preset.candidates} offers none
   */
  map(landing: Landing, hands: Hands | undefined): PresetMapping;
}
