declare global {
  interface JSON {
    /** A piece of JSON that `stringify` takes as it is; TypeScript does not know it yet. */
    rawJSON(text: string): unknown;
  }
}

/** The least float32 above a threshold: x < condition is x ≤ threshold for every float32. */
export function conditionOf(threshold: number): unknown {
  const nearest = Math.fround(threshold);
  return float32(nearest > threshold ? nearest : nextFloat32(nearest));
}

/**
 * The nearest float32 as XGBoost reads it: in nine digits, which tell any two apart and are all that its reader takes, and always with
 * an exponent, because it takes other whole numbers for integers and refuses them here. It reads 1e39 as infinity.
 */
export function float32(x: number): unknown {
  const nearest = Math.fround(x);
  const readable = Number.isFinite(nearest) ? Number(nearest.toPrecision(9)) : Math.sign(nearest) * 1e39;
  return JSON.rawJSON(readable.toExponential());
}

function nextFloat32(x: number): number {
  const float = Float32Array.of(x);
  const bits = new Int32Array(float.buffer);
  // Zeros of both signs come before the least positive number; bits of negative numbers descend.
  if (x === 0) bits[0] = 1;
  else bits[0]! += x > 0 ? 1 : -1;
  return float[0]!;
}
