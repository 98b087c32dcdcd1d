/**
 * log(1 + x) in both lanes for x ≥ 0, within 3 units in the last place. NaN stays NaN.
 *
 * 1 + x = 2^k · m with m between √½ and √2, and log m = 2 artanh s with s = (m − 1) / (m + 1), by its series up to s^21, the first
 * omitted term being below 1e-18 of the first. What rounding took from 1 + x is added again, as its share of it.
 * Only additions, multiplications and divisions, so every machine gives the same bits.
 */
export function logarithmOfOnePlus(x: v128): v128 {
  const one = f64x2.splat(1);
  const sum = f64x2.add(x, one);
  const lost = f64x2.div(f64x2.sub(x, f64x2.sub(sum, one)), sum);
  // Moves the point where the exponent changes from 1 down to about √½, whose bits are 0x3fe6a09e00000000.
  const moved = v128.add<i64>(sum, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  const m = v128.add<i64>(v128.and(moved, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e00000000));
  // The exponent, as the low bits of a number of 2^52.
  const exponent = v128.or(v128.shr<u64>(moved, 52), i64x2.splat(0x4330000000000000));
  const k = f64x2.sub(exponent, f64x2.splat(4503599627370496 + 1023));
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const z = f64x2.mul(s, s);
  const z2 = f64x2.mul(z, z);
  const z4 = f64x2.mul(z2, z2);
  const c1 = linear(2 / 3, 2 / 5, z);
  const c3 = linear(2 / 7, 2 / 9, z);
  const c5 = linear(2 / 11, 2 / 13, z);
  const c7 = linear(2 / 15, 2 / 17, z);
  const c9 = linear(2 / 19, 2 / 21, z);
  const low = f64x2.add(c1, f64x2.mul(c3, z2));
  const high = f64x2.add(f64x2.add(c5, f64x2.mul(c7, z2)), f64x2.mul(c9, z4));
  const p = f64x2.mul(f64x2.add(low, f64x2.mul(high, z4)), z);
  // ln 2 in two parts, the first with 21 trailing zero bits, so that k times it is exact.
  const rest = f64x2.add(f64x2.mul(s, p), f64x2.add(f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)), lost));
  return f64x2.add(f64x2.mul(k, f64x2.splat(0.6931471803691238)), f64x2.add(f64x2.add(s, s), rest));
}

/** a + b · z. */
function linear(a: f64, b: f64, z: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), z));
}

/** out[i] = log(1 + x[i]) for `count` numbers, which must be even. */
export function logarithmsOfOnePlus(x: usize, out: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    const at = (i as usize) << 3;
    v128.store(out + at, logarithmOfOnePlus(v128.load(x + at)));
  }
}
