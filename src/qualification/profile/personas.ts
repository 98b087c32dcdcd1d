import { Random } from '../../numeric/random.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { assign, clusters } from './clusters.ts';
import { correspondence } from './correspondence.ts';
import { keptLevels, otherValues } from './levels.ts';
import { patternsOf } from './patterns.ts';
import { predictionStrength } from './predictionStrength.ts';

/** A value that is more frequent in a persona than among all who could be won. */
export interface PersonaTrait {
  readonly attribute: string;
  readonly value: string;
  /** Share of the persona's people, whose value is known, that have it; and of all who could be won. */
  readonly share: number;
  readonly shareOfAll: number;
}

/** A kind of people among those who were won. */
export interface Persona {
  readonly people: number;
  /** Of all who were won. */
  readonly share: number;
  /** What is typical of it, the most frequent value of each attribute first. */
  readonly traits: readonly PersonaTrait[];
}

/** What speaks for a number of personas. */
export interface NumberOfPersonas {
  readonly k: number;
  /** How surely another half of the won finds the same ones, 0 to 1: their prediction strength. */
  readonly strength: number;
}

/** The personas, the largest first, and what speaks for each number of them. */
export interface Personas {
  readonly personas: readonly Persona[];
  readonly strengths: readonly NumberOfPersonas[];
}

/** Personas that are tried at most. */
const mostPersonas = 6;

/** What the strength of a number of more than one must reach: more often together than not. */
const leastStrength = 0.5;

/** Strengths that differ by less are the same: then fewer personas are better. */
const asSure = 0.05;

/** Share of the won below which a value is rare. */
const rare = 0.05;

/** People won that a persona takes, at least. */
const leastPeople = 20;

/** Share of a persona that a value needs to be typical, and how many times its share of all. */
const typical = { share: 0.2, times: 1.2 } as const;

/**
 * Personas of those who were won: clusters of where they lie along the dimensions in which the values that set them apart go together. Their number is the one
 * that another half of the won finds again most surely, at most one more than there are dimensions; one where no value has anything to do with another.
 *
 * @param columns of one row per person, with the values that tell the won from the others; see `keptLevels`
 * @param won 1 or 0 per person
 */
export function findPersonas(columns: readonly CategoryColumn[], won: Uint8Array, seed: number): Personas {
  const all = Int32Array.from(won.keys()).filter((row) => won[row] === 1);
  if (columns.length === 0 || all.length < leastPeople) return { personas: [], strengths: [] };
  const random = new Random(seed).fork('personas');
  const frequent = columns.map((column) => frequentOnly(column, all));
  const patterns = patternsOf(frequent, all);
  const points = correspondence(frequent, all, patterns, random.fork('shuffles'));
  const most = Math.min(mostPersonas, points.dimensions + 1, Math.floor(all.length / leastPeople));
  const strengths = Array.from({ length: Math.max(0, most - 1) }, (_, i) => i + 2).map((k) => ({
    k,
    strength: predictionStrength(patterns, points, k, random.fork(`strength of ${k}`)),
  }));
  const k = numberOf(strengths);
  const owner =
    k === 1
      ? new Int32Array(patterns.weight.length)
      : assign(points, clusters(points, patterns.weight, k, random.fork('clusters')));
  const members = Array.from({ length: k }, (_, at) => all.filter((_row, i) => owner[patterns.ofRow[i]!] === at));
  const personas = members
    .filter((rows) => rows.length > 0)
    .map((rows) => ({
      people: rows.length,
      share: rows.length / all.length,
      traits: traitsOf(columns, rows, won.length),
    }))
    .sort((a, b) => b.people - a.people);
  return { personas, strengths };
}

/** A column whose values that few of the won have are taken together: a rare value would have a dimension of its own. */
function frequentOnly(column: CategoryColumn, rows: Int32Array): CategoryColumn {
  const shares = sharesOf(column, rows);
  const shareOf = new Map(column.levels.map((value, level) => [value, shares[level]!]));
  return keptLevels(column, (value) => shareOf.get(value)! >= rare);
}

function numberOf(strengths: readonly NumberOfPersonas[]): number {
  const best = strengths.reduce((most, { strength }) => Math.max(most, strength), 0);
  const enough = Math.max(leastStrength, best - asSure);
  return strengths.find(({ strength }) => strength >= enough)?.k ?? 1;
}

function traitsOf(columns: readonly CategoryColumn[], members: Int32Array, count: number): readonly PersonaTrait[] {
  const everybody = Int32Array.from({ length: count }, (_, row) => row);
  return columns.flatMap((column) => {
    const own = sharesOf(column, members);
    const ofAll = sharesOf(column, everybody);
    return column.levels
      .map((value, level) => ({
        attribute: column.name,
        value,
        share: own[level]!,
        shareOfAll: ofAll[level]!,
      }))
      .filter(
        ({ value, share, shareOfAll }) =>
          value !== otherValues && share >= typical.share && share >= typical.times * shareOfAll,
      )
      .sort((a, b) => b.share - a.share || (a.value < b.value ? -1 : 1));
  });
}

function sharesOf({ codes, levels }: CategoryColumn, rows: Int32Array): Float64Array {
  const shares = new Float64Array(levels.length);
  let known = 0;
  for (const row of rows) {
    const code = codes[row]!;
    if (code < 0) continue;
    shares[code]!++;
    known++;
  }
  return known === 0 ? shares : shares.map((count) => count / known);
}
