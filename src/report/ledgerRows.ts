import { type ExclusionReason, exclusionReasons, type Ledger } from '../snapshot/ledger.ts';

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
