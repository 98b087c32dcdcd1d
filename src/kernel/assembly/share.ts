/** Where the share of a thread begins when `total` items are dealt in runs of whole `grain`s; thread + 1 is where it ends. */
export function shareStart(total: i32, grain: i32, thread: i32, threads: i32): i32 {
  const grains = (total + grain - 1) / grain;
  return min(total, ((((grains as i64) * thread) / threads) as i32) * grain);
}
