import { type EntityName, entityNames } from '../../src/config/entity.ts';
import type { DeclaredAttribute } from '../../src/crm/source.ts';
import { computeFeatures } from '../../src/features/engine/computeFeatures.ts';
import type { Facts, FeatureFamily } from '../../src/features/family.ts';
import type { Column } from '../../src/table/table.ts';

/** A CRM as features read it, and the same where nobody ever reached the outcome: what events were folded into knows outcomes, too. */
export interface TwoCrms {
  readonly whole: Facts;
  readonly withoutOutcomes: Facts;
}

/** A CRM without an entity: nothing of it was mapped. */
export function without(missing: EntityName, { whole, withoutOutcomes }: TwoCrms): Facts {
  const facts = missing === 'outcome' ? withoutOutcomes : whole;
  const { population } = facts;
  const { contacts } = population;
  const isThere = ({ attribute }: DeclaredAttribute) =>
    missing !== 'attributeHistory' || attribute.availability !== 'history';
  return {
    ...facts,
    has: (entity) => entity !== missing && facts.has(entity),
    ...(missing === 'event' ? { activity: null } : {}),
    declared: {
      contact: facts.declared.contact.filter(isThere),
      account: missing === 'account' ? [] : facts.declared.account.filter(isThere),
    },
    population: {
      ...population,
      ...(missing === 'account'
        ? {
            contacts: { ...contacts, account: new Int32Array(contacts.ids.length).fill(-1) },
            accounts: { ids: [], name: [], domain: [], createdAt: new Float64Array(0), attributes: [] },
          }
        : {}),
      ...(missing === 'attributeHistory' ? { history: [] } : {}),
      ...(missing === 'opportunity'
        ? {
            accountOpportunities: {
              ...{ subject: new Int32Array(0), from: new Float64Array(0), until: new Float64Array(0) },
              won: new Int8Array(0),
            },
          }
        : {}),
    },
  };
}

/**
 * Entities that a family goes by without declaring them: in a CRM that has none of them the family fails, or a column is not what it
 * was. It may be away, and one whose name says that it is of the account may be without any value.
 */
export function undeclaredNeeds(family: FeatureFamily, crms: TwoCrms): readonly EntityName[] {
  const undeclared = entityNames.filter((entity) => !family.needs.includes(entity));
  const whole = columnsOf(family, crms.whole);
  if (whole === null) return undeclared;
  return undeclared.filter((entity) => {
    const left = columnsOf(family, without(entity, crms));
    if (left === null) return true;
    return [...left].some(([name, column]) => {
      const isOfIt = entity === 'account' && name.split(':').includes('account');
      const mayBe = [whole.get(name), ...(isOfIt ? [emptied(column)] : [])];
      return !mayBe.some((other) => JSON.stringify(other) === JSON.stringify(column));
    });
  });
}

/** Columns by name; null where the family fails. */
function columnsOf(family: FeatureFamily, facts: Facts) {
  try {
    return new Map(computeFeatures(facts, [family]).table.columns.map((column) => [column.name, column]));
  } catch {
    return null;
  }
}

function emptied(column: Column): Column {
  return column.kind === 'number'
    ? { ...column, values: new Float64Array(column.values.length).fill(Number.NaN) }
    : { ...column, codes: new Int32Array(column.codes.length).fill(-1), levels: [] };
}
