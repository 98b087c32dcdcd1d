import { canonicalJson } from '../numeric/canonicalJson.ts';
import { sha256Hex } from '../numeric/hash.ts';
import type { Program } from './schema.ts';

/** SHA-256 of what decides about a model's meaning: the whole program but what shapes how a ranking is shown and worked; of own definitions name and version. */
export function programFingerprint({
  title: _title,
  slices: _slices,
  tiers: _tiers,
  stages: _stages,
  page: _page,
  serviceLevels: _serviceLevels,
  qualification: _qualification,
  survey: _survey,
  profile: _profile,
  segments: _segments,
  features,
  ...program
}: Program): string {
  const definitions = features.definitions.map(({ name, version }) => ({ name, version }));
  // Absent settings and undefined ones are the same.
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify({ ...program, features: { ...features, definitions } }))));
}
