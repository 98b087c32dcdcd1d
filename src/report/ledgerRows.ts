import { type ExclusionReason, exclusionReasons, type Ledger } from '../snapshot/ledger.ts';
import { integer, percent } from '../text/format.ts';

interface LedgerRow {
  readonly reason: ExclusionReason;
  readonly meaning: string;
  readonly count: number;
}

/** The reasons that left somebody out, in the order in which they apply. */
export function ledgerRows(ledger: Ledger): readonly LedgerRow[] {
  return (Object.keys(exclusionReasons) as ExclusionReason[]).flatMap((reason) => {
    const count = ledger.excluded[reason] ?? 0;
    return count > 0 ? [{ reason, meaning: exclusionReasons[reason], count }] : [];
  });
}

/** What is neither kept nor excluded: 0 in every ledger that adds up. */
export function unaccounted(ledger: Ledger): number {
  return ledger.considered - ledger.kept - ledgerRows(ledger).reduce((sum, row) => sum + row.count, 0);
}

/** A ledger as a table of texts: each reason, what was kept, and all that was considered. */
export function ledgerTable(caption: string, ledger: Ledger) {
  const share = (count: number) => percent(count / ledger.considered, 1);
  const rest = unaccounted(ledger);
  return {
    caption,
    columns: [
      { label: 'Reason' },
      { label: 'Meaning' },
      { label: 'Rows', number: true },
      { label: 'Share', number: true },
    ],
    rows: [
      ...ledgerRows(ledger).map(({ reason, meaning, count }) => [reason, meaning, integer(count), share(count)]),
      ...(rest === 0 ? [] : [['not accounted for', 'the counts do not add up', integer(rest), share(rest)]]),
      ['kept', 'none of these applies', integer(ledger.kept), share(ledger.kept)],
    ],
    footer: ['considered', 'all of the above', integer(ledger.considered), share(ledger.considered)],
  };
}
