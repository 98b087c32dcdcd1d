import { nearNames } from '../text/nearNames.ts';
import type { PageSettings } from './page.ts';

type Attributes = Readonly<Record<string, { readonly availability?: string | undefined }>>;
type Mapped = { readonly attributes?: Attributes | undefined } | undefined;

/** A name in a program's page settings that nothing is called by, and those it may have been meant for. */
export interface UnknownPageName {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Names in `page.filters` and `page.reach` of the programs that no attribute in a column is called by.
 *
 * A page that leaves them out would look as if the CRM held no value.
 */
export function unknownPageNames({
  source,
  programs,
}: {
  readonly source: Readonly<Partial<Record<'account' | 'contact', Mapped>>>;
  readonly programs: Readonly<Record<string, { readonly page?: PageSettings | undefined }>>;
}): UnknownPageName[] {
  const inColumn = (entity: 'account' | 'contact') =>
    Object.entries(source[entity]?.attributes ?? {})
      .filter(([, { availability }]) => availability !== 'history')
      .map(([name]) => name);
  const ofContacts = [...inColumn('contact'), 'email'];
  const settings = [
    { setting: 'filters', of: 'accounts or contacts', known: [...new Set([...inColumn('account'), ...ofContacts])] },
    { setting: 'reach', of: 'contacts', known: ofContacts },
  ] as const;
  return Object.entries(programs).flatMap(([program, { page }]) =>
    settings.flatMap(({ setting, of, known }) =>
      (page?.[setting] ?? []).flatMap((name, at) => {
        if (known.includes(name)) return [];
        const near = nearNames(name, known);
        const meant = near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
        return [
          {
            path: ['programs', program, 'page', setting, at],
            message: `${name} is no attribute of ${of} that source maps to a column${meant}`,
          },
        ];
      }),
    ),
  );
}
