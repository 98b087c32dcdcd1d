import { combined } from './statement.ts';
import type { TableReader } from './tableReader.ts';
import { websiteDomain } from './websiteDomain.ts';

/**
 * What people of one company have in common where no record of the company names them: the domain of its website, else
 * its name without blanks around it, in lower case; undefined where the table has neither column `website` nor `company`.
 */
export function companyKey(table: TableReader): string | undefined {
  const name = table.filledText('company');
  return combined('coalesce', websiteDomain(table), name && `nullif(lower(btrim(${name})), '')`);
}
