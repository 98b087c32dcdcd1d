import type { DescribedSource } from './relationColumns.ts';

/** The mapping of the CRM: its relations, and the ids by which others know its people. */
export interface CrmPart {
  readonly source: DescribedSource;
  /** SELECT of id, person_id. */
  readonly identities: string;
}

/** The mapping of what is read beside a CRM. */
export interface PartOfOthers {
  /** A short name that needs no quotes, which ids of its own begin with: `pardot`. */
  readonly prefix: string;
  /** What people call it: `Pardot`. */
  readonly title: string;
  readonly source: DescribedSource;
  /** SELECT of contact_id, crm_id, rank; undefined where nothing says which people of the CRM its own are. */
  readonly crmPeople: string | undefined;
}
