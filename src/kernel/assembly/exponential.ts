/**
 * e^x in both lanes, within 1 unit in the last place for |x| ≤ 700; arguments beyond are taken as ±700. NaN stays NaN.
 *
 * x = k · ln 2 + r with |r| ≤ ½ ln 2; e^r by its Taylor polynomial of degree 13, the first omitted term being below 5e-18,
 * in Estrin's scheme, whose products do not wait for each other.
 * Only additions, multiplications and roundings, so every machine gives the same bits.
 */
export function exponential(x: v128): v128 {
  // These two keep their first argument where it is NaN.
  const bounded = f64x2.pmax(f64x2.pmin(x, f64x2.splat(700)), f64x2.splat(-700));
  const k = f64x2.nearest(f64x2.mul(bounded, f64x2.splat(Math.LOG2E)));
  // ln 2 in two parts, the first with 21 trailing zero bits, so that k times it is exact.
  const high = f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(0.6931471803691238)));
  const r = f64x2.sub(high, f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const c2 = linear(0.5, 0.16666666666666666, r);
  const c4 = linear(4.1666666666666664e-2, 8.333333333333333e-3, r);
  const c6 = linear(1.3888888888888889e-3, 1.984126984126984e-4, r);
  const c8 = linear(2.48015873015873e-5, 2.7557319223985893e-6, r);
  const c10 = linear(2.755731922398589e-7, 2.505210838544172e-8, r);
  const c12 = linear(2.08767569878681e-9, 1.6059043836821613e-10, r);
  const low = f64x2.add(c2, f64x2.mul(c4, r2));
  const middle = f64x2.add(c6, f64x2.mul(c8, r2));
  const top = f64x2.add(c10, f64x2.mul(c12, r2));
  const p = f64x2.add(low, f64x2.mul(f64x2.add(middle, f64x2.mul(top, r4)), r4));
  const power = f64x2.add(f64x2.splat(1), f64x2.add(r, f64x2.mul(p, r2)));
  // 2^k: k + 1.5 · 2^52 has k in its low bits, which become the exponent.
  const bits = v128.add<i64>(f64x2.add(k, f64x2.splat(6755399441055744)), i64x2.splat(1023));
  return f64x2.mul(power, v128.shl<i64>(bits, 52));
}

/** a + b · r. */
function linear(a: f64, b: f64, r: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), r));
}

/** out[i] = e^x[i] for `count` numbers, which must be even. */
export function exponentials(x: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    const at = (i as usize) << 3;
    v128.store(out + at, exponential(v128.load(x + at)));
  }
}
