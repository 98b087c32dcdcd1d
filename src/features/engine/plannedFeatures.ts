import { Tally } from '../../snapshot/tally.ts';
import type { Activity, Facts } from '../family.ts';
import type { Feature } from '../feature.ts';
import { accountPoints } from '../sweep/accountPoints.ts';
import { foldInMemory } from '../sweep/foldInMemory.ts';
import { columnsOfFamily } from './computeFeatures.ts';
import type { FeaturePlan } from './featurePlan.ts';

/** The features that a plan makes: which there are depends on kinds and windows alone, so none of the rows is needed. */
export function plannedFeatures(plan: FeaturePlan): readonly Feature[] {
  const snapshots = { rows: 0, contact: new Int32Array(0), asOf: new Float64Array(0) };
  const facts: Facts = { ...plan.facts, snapshots, anomalies: new Tally(), activity: activityWithoutRows(plan) };
  return plan.families.flatMap((family) => columnsOfFamily(facts, family)).map(({ feature }) => feature);
}

function activityWithoutRows({ events }: FeaturePlan): Activity | null {
  if (events === null) return null;
  const snapshots = { rows: 0, contact: new Int32Array(0), asOf: new Float64Array(0) };
  const contacts = { ids: [], account: new Int32Array(0), createdAt: new Float64Array(0) };
  const accounts = { ids: [] };
  const points = accountPoints(snapshots, contacts, accounts);
  const sweep = foldInMemory({ ...events.shape, snapshots, contacts, accounts, points, owned: null }, []);
  return { ...events.kinds, sweep: sweep.block(0, 0) };
}
