/**
 * That at least one contact of an account converts, where what its contacts have in common is told by one number.
 *
 * `dependence` 0: each on its own, 1 − Π(1 − pᵢ). Above 0: an effect that all of them share multiplies their hazards −log(1 − pᵢ), drawn from a gamma
 * distribution, so that each contact's own probability stays as it is. With v = dependence / (1 − dependence) that is 1 − (Σ (1 − pᵢ)^−v − n + 1)^(−1/v),
 * Clayton's copula of n dimensions (Clayton 1978, Biometrika 65, 141–151; Cook and Johnson 1981, Journal of the Royal Statistical Society B 43, 210–218);
 * at 1 it is the best contact's p₁. Below 0: in a share −dependence of accounts at most one contact ever converts, so that probabilities add up (to 1 at most); in
 * the others each is on its own. For small pᵢ two contacts convert together (1 + v) times as often as they would each on its own, or (1 + dependence) times.
 *
 * Never rises where the dependence rises. Between p₁ and Σ pᵢ, which bound every joint distribution (Fréchet 1935, Fundamenta Mathematicae 25, 379–387).
 *
 * @param probability of contacts; those of the account, at least one, stand descending from `from` up to `to`. @param dependence −1 to 1.
 */
export function anyConverts(probability: Float64Array, from: number, to: number, dependence: number): number {
  const best = probability[from]!;
  if (to - from === 1 || dependence === 1) return best;
  let sum = 0;
  for (let at = from; at < to; at++) sum += probability[at]!;
  const most = Math.min(sum, 1);
  const any =
    dependence > 0
      ? -Math.expm1(logNoneShared(probability, from, to, dependence / (1 - dependence)))
      : -(1 + dependence) * Math.expm1(logNoneAlone(probability, from, to)) - dependence * most;
  // Rounding alone could push it past its bounds.
  return Math.min(Math.max(any, best), most);
}

function logNoneAlone(probability: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum += Math.log1p(-probability[at]!);
  return sum;
}

/** The largest hazard is taken out, so that no power overflows. */
function logNoneShared(probability: Float64Array, from: number, to: number, variance: number): number {
  const best = Math.log1p(-probability[from]!);
  if (best === Number.NEGATIVE_INFINITY) return best;
  let others = 0;
  for (let at = from + 1; at < to; at++) {
    const own = variance * Math.log1p(-probability[at]!);
    others -= Math.exp(variance * best - own) * Math.expm1(own);
  }
  return best - Math.log1p(others) / variance;
}
