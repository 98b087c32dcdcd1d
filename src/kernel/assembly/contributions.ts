// Shapley values of the game that a tree plays for a row: features known to the coalition are followed as the row has them, at
// splits on others both sides are taken, each with its share of the cover (the path-dependent expectation of Lundberg et al.
// 2020, Nature Machine Intelligence 2, 56–67).
//
// A leaf's game is a product over the features of its path, of o where the feature is known and of z where it is not: o says
// whether the row meets all conditions on the feature, z is the product of their shares. Its multilinear extension (Owen 1972,
// Management Science 18, 64–79) is the product of f = t · o + (1 − t) · z, so the Shapley value of a feature is
// the integral over t from 0 to 1 of value · (o − z) · Π f of the other features, a polynomial in t that Gauss-Legendre
// quadrature integrates exactly. It is evaluated at all points at once and for the leaves of a tree together: down every edge
// goes the product of f so far, up comes the sum over the leaves below, and a feature gets that sum times (o − z) / f.
//
// An edge that repeats a feature replaces the f of the last edge on it, with o and z, by its own, with o' ≤ o and z' = share · z.
// There are three cases, and none divides by z, so a share of 0 does no harm; points never are 0 or 1:
//   o = 0, o' = 0   f'/f = share                       (o' − z') / f' − (o − z) / f = 0
//   o = 1, o' = 0   f'/f = (1 − t) · z' / f            … = −1 / ((1 − t) · f)
//   o = 1, o' = 1   f'/f = (t + (1 − t) · z') / f      … = (z − z') / (f' · f)
// The first edge on a feature replaces f = 1, with o = z = 1. Edge 0 leads to the root and stands for that; split s has edges
// 1 + 2 · s to the left and 2 + 2 · s to the right.

import { decide } from './scoring';

// A split of 56 bytes: the edge it is at, the last edge above on its feature, where the feature's value is in a row of the
// output, 4 bytes unused, z of that last edge, the shares of left and right, and the values of their leaves (1 above a split).
const splitBytes: usize = 56;

// The work space: 16 KiB of decisions, o of all edges, the case of all edges' ends in the tables, products at all edges, tables.
const metAt: usize = 255 << 6;
const caseAt: usize = metAt + 512;
const productsAt: usize = caseAt + 512 * 4;

/**
 * Adds one tree's contributions to `out`, of `outBytes` a row, for so many rows.
 *
 * `points` of the quadrature, an even number of them, come first and then their weights. `work` has room for
 * 18,880 bytes and 8 · points · (1 + 14 · splits).
 */
export function contributions(
  nodes: usize,
  splits: usize,
  splitTable: usize,
  quadrature: usize,
  points: usize,
  tile: usize,
  tileBytes: usize,
  rows: usize,
  work: usize,
  out: usize,
  outBytes: usize,
): void {
  const pointBytes = points << 3;
  const products = work + productsAt;
  const tables = products + (1 + 2 * splits) * pointBytes;
  fillTables(splitTable, splits, quadrature, pointBytes, tables);
  store<u8>(work + metAt, 1);
  for (let first: usize = 0; first < rows; first += 64) {
    decide(nodes, splits, tile, work);
    const end = min<usize>(64, rows - first);
    for (let row: usize = 0; row < end; row++) {
      memory.copy(products, quadrature + pointBytes, pointBytes);
      descend(splitTable, splits, work + row, work, pointBytes, tables);
      ascend(splitTable, splits, work, pointBytes, out);
      out += outBytes;
    }
    tile += tileBytes;
  }
}

/** Per edge and case: f'/f at all points (times the leaf's value at a leaf), then the difference of (o − z) / f. */
function fillTables(splitTable: usize, splits: usize, quadrature: usize, pointBytes: usize, tables: usize): void {
  for (let split = splitTable; split < splitTable + splits * splitBytes; split += splitBytes) {
    const z = load<f64>(split, 16);
    fillEdge(z, load<f64>(split, 24), load<f64>(split, 40), quadrature, pointBytes, tables);
    tables += 6 * pointBytes;
    fillEdge(z, load<f64>(split, 32), load<f64>(split, 48), quadrature, pointBytes, tables);
    tables += 6 * pointBytes;
  }
}

function fillEdge(z: f64, share: f64, value: f64, quadrature: usize, pointBytes: usize, table: usize): void {
  const below = z * share;
  for (let point: usize = 0; point < pointBytes; point += 8) {
    const t = load<f64>(quadrature + point);
    const f = t + (1 - t) * z;
    const met = t + (1 - t) * below;
    let at = table + point;
    store<f64>(at, share * value);
    at += pointBytes;
    store<f64>(at, 0);
    at += pointBytes;
    store<f64>(at, (((1 - t) * below) / f) * value);
    at += pointBytes;
    store<f64>(at, -1 / ((1 - t) * f));
    at += pointBytes;
    store<f64>(at, (met / f) * value);
    at += pointBytes;
    store<f64>(at, (z - below) / (met * f));
  }
}

/** Products from the root to every edge, at all points, for the row whose decisions begin at `decisions`. */
function descend(
  splitTable: usize,
  splits: usize,
  decisions: usize,
  work: usize,
  pointBytes: usize,
  tables: usize,
): void {
  let met = work + metAt;
  let cases = work + caseAt;
  const products = work + productsAt;
  let out = products + pointBytes;
  for (let split = splitTable; split < splitTable + splits * splitBytes; split += splitBytes) {
    const above: u32 = load<u8>(work + metAt + load<u32>(split, 4));
    const right = above & load<u8>(decisions);
    const left = above ^ right;
    store<u8>(met, left, 1);
    store<u8>(met, right, 2);
    const leftCase = tables + <usize>(above + left) * pointBytes * 2;
    const rightCase = tables + <usize>(3 + above + right) * pointBytes * 2;
    store<u32>(cases, leftCase);
    store<u32>(cases, rightCase, 4);
    const from = products + <usize>load<u32>(split) * pointBytes;
    for (let point: usize = 0; point < pointBytes; point += 16) {
      const product = v128.load(from + point);
      v128.store(out + point, f64x2.mul(product, v128.load(leftCase + point)));
      v128.store(out + pointBytes + point, f64x2.mul(product, v128.load(rightCase + point)));
    }
    out += 2 * pointBytes;
    tables += 12 * pointBytes;
    decisions += 64;
    met += 2;
    cases += 8;
  }
}

/** Sums over the leaves below every edge, from the last split to the root; every split adds to its feature's contribution. */
function ascend(splitTable: usize, splits: usize, work: usize, pointBytes: usize, out: usize): void {
  const products = work + productsAt;
  let from = products + (1 + 2 * splits) * pointBytes;
  let cases = work + caseAt + (splits << 3);
  for (let split = splitTable + splits * splitBytes; split > splitTable; ) {
    split -= splitBytes;
    from -= 2 * pointBytes;
    cases -= 8;
    const leftDifference = <usize>load<u32>(cases) + pointBytes;
    const rightDifference = <usize>load<u32>(cases, 4) + pointBytes;
    const to = products + <usize>load<u32>(split) * pointBytes;
    let sum = f64x2.splat(0);
    for (let point: usize = 0; point < pointBytes; point += 16) {
      const left = v128.load(from + point);
      const right = v128.load(from + pointBytes + point);
      v128.store(to + point, f64x2.add(left, right));
      const both = f64x2.add(
        f64x2.mul(left, v128.load(leftDifference + point)),
        f64x2.mul(right, v128.load(rightDifference + point)),
      );
      sum = f64x2.add(sum, both);
    }
    const at = out + load<u32>(split, 8);
    store<f64>(at, load<f64>(at) + f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}
