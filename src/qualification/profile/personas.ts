import { Random } from '../../numeric/random.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { assign, clusters, patternsOf } from './clusters.ts';
import { otherValues } from './levels.ts';
import { predictionStrength } from './predictionStrength.ts';
import { shuffledGap } from './shuffledGap.ts';

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
  /** By how many standard deviations the won lie nearer to them than where no value has anything to do with another. */
  readonly gap: number;
}

/** The personas, the largest first, and what speaks for each number of them. */
export interface Personas {
  readonly personas: readonly Persona[];
  readonly strengths: readonly NumberOfPersonas[];
}

/** Personas that are tried at most. */
const mostPersonas = 6;

/** What a number of more than one must reach: more than chance would have it in one of a hundred cases, and more often together than not. */
const leastGap = 2.5;
const leastStrength = 0.5;

/** People won that a persona takes, at least. */
const leastPeople = 20;

/** People that are clustered at most: a sample says as much. */
const mostPeople = 2000;

/** Share of a persona that a value needs to be typical, and how many times its share of all. */
const typical = { share: 0.2, times: 1.2 } as const;

/**
 * Personas of those who were won: clusters of the values by which the won differ from the others. Their number is the one that another half of the won finds
 * again most surely, among those with which the won lie clearly nearer than if no value had anything to do with another; else one.
 *
 * @param columns of one row per person, with the values that tell the won from the others; see `keptLevels`
 * @param won 1 or 0 per person
 */
export function findPersonas(columns: readonly CategoryColumn[], won: Uint8Array, seed: number): Personas {
  const all = Int32Array.from(won.keys()).filter((row) => won[row] === 1);
  const step = Math.max(1, all.length / mostPeople);
  const rows = Int32Array.from({ length: Math.min(all.length, mostPeople) }, (_, i) => all[Math.floor(i * step)]!);
  if (columns.length === 0 || rows.length < leastPeople) return { personas: [], strengths: [] };
  const random = new Random(seed).fork('personas');
  const patterns = patternsOf(columns, rows);
  const most = Math.min(mostPersonas, patterns.weight.length, Math.floor(rows.length / leastPeople));
  const strengths = Array.from({ length: Math.max(0, most - 1) }, (_, i) => i + 2).map((k) => ({
    k,
    strength: predictionStrength(patterns, k, random.fork(`strength of ${k}`)),
    gap: shuffledGap(columns, rows, patterns, k, random.fork(`gap of ${k}`)),
  }));
  const { centres } = clusters(patterns, patterns.weight, numberOf(strengths), random.fork('clusters'));
  const everybody = patternsOf(columns, all);
  const owner = assign(everybody, centres);
  const members = centres.map((_, at) => all.filter((_, i) => owner[everybody.ofRow[i]!] === at));
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

function numberOf(strengths: readonly NumberOfPersonas[]): number {
  const clear = strengths.filter(({ gap, strength }) => gap >= leastGap && strength >= leastStrength);
  return clear.reduce((best, one) => (one.strength > best.strength ? one : best), { k: 1, strength: 0 }).k;
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
