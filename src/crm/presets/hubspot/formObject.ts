import { combined, select } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import type { FormObject } from './objects.ts';

/**
 * Submissions of forms.
 *
 * @param of.page the column of the page's whole address, of which only the path counts: what follows `?` names campaigns
 * @param forms the table of forms and its columns of id and name
 */
export function formObject(
  form: TableReader,
  of: { readonly contactId: string; readonly at: string; readonly formId: string; readonly page: string },
  forms: { readonly table: TableReader; readonly id: string; readonly name: string } | undefined,
): FormObject {
  const formId = form.filledText(of.formId);
  const address = form.text(of.page);
  const path = address && `substring(regexp_replace(${address}, '^[a-z]+://[^/?#]*', '', 'i') FROM '^/?([^?#]*)')`;
  const shown = [form.text('title'), path].filter((part) => part !== undefined);
  const page = shown.length === 0 ? undefined : `nullif(concat_ws(' ', ${shown.join(', ')}), '')`;
  return {
    from: form.from,
    where: form.where,
    contactId: of.contactId,
    at: of.at,
    formId,
    page,
    key: combined('coalesce', formId, page),
    names: forms && formId ? namesOf(forms) : undefined,
  };
}

/** Forms that were deleted since still say what they were. */
function namesOf({
  table,
  id,
  name,
}: {
  readonly table: TableReader;
  readonly id: string;
  readonly name: string;
}): string {
  return select({
    columns: { key: table.text(id), name: `max(${table.filledText(name)})` },
    from: table.from,
    tail: 'GROUP BY 1',
  });
}
