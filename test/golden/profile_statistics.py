"""Golden values for test/numeric/{beta,fisherExact,falseDiscovery}.test.ts and test/qualification/profile:
python3 test/golden/profile_statistics.py > test/golden/profile_statistics.json (then `biome check --write` for its layout)

scipy.special.gammaln, scipy.stats.beta, scipy.stats.fisher_exact, scipy.stats.false_discovery_control; shrinkage by
scipy.stats.betabinom and scipy.optimize.minimize_scalar; the score test and the penalised regression by numpy and scipy.optimize.
"""
import json
import sys

import numpy as np
import scipy
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, gammaln
from scipy.stats import beta, betabinom, chi2, false_discovery_control, fisher_exact

random = np.random.default_rng(20261130)


def fisher(k, n, all_k, all_n):
    return float(fisher_exact([[k, n - k], [all_k - k, all_n - n - all_k + k]]).pvalue)


fishers = [(8, 10, 9, 16), (0, 12, 30, 400), (40, 100, 200, 1000), (3, 7, 3, 60), (55, 900, 300, 4000), (1, 1, 1, 1)]
p_values = np.round(random.random(25) ** 3, 6).tolist()

rates = []
for k, n in (([12, 30, 3, 8], [100, 150, 90, 60]), ([5, 5, 6], [50, 52, 49])):
    k, n = np.array(k), np.array(n)
    mean = k.sum() / n.sum()
    found = minimize_scalar(
        lambda s: -betabinom.logpmf(k, n, mean * np.exp(s), (1 - mean) * np.exp(s)).sum(),
        bounds=(0, np.log(1e6)), method="bounded", options={"xatol": 1e-12})
    rates.append({"positives": k.tolist(), "rows": n.tolist(), "strength": float(np.exp(found.x)),
                  "logLikelihood": float(-found.fun)})

first = random.integers(0, 3, 900)
second = random.integers(0, 4, 900)
won = (random.random(900) < expit(-1.5 + 0.4 * first - 0.3 * second + 1.2 * ((first == 2) & (second == 1)))).astype(int)
design = np.column_stack([np.ones(900)] + [first == i for i in (1, 2)] + [second == j for j in (1, 2, 3)]).astype(float)


def newton(x, y, ridge):
    b = np.zeros(x.shape[1])
    for _ in range(100):
        p = expit(x @ b)
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + np.diag(ridge), x.T @ (y - p) - ridge * b)
        b = b + step
    return b


p = expit(design @ newton(design, won, np.zeros(6)))
weight = p * (1 - p)
tests = []
for i in range(3):
    for j in range(4):
        z = ((first == i) & (second == j)).astype(float)
        score = z @ (won - p)
        adjusted = z @ (weight * z) - (z @ (weight[:, None] * design)) @ np.linalg.solve(
            design.T @ (design * weight[:, None]), design.T @ (weight * z))
        tests.append([i, j, float(z @ p), float(chi2.sf(score**2 / adjusted, 1))])
ridge = newton(design, won, np.array([0, 1, 1, 1, 1, 1.0]))

json.dump({
    "origin": f"numpy {np.__version__}, scipy {scipy.__version__}; see profile_statistics.py",
    "logGamma": [[x, float(gammaln(x))] for x in (0.01, 0.3, 1.5, 10, 171.3, 1e5)],
    "betaCdf": [[x, a, b, float(beta.cdf(x, a, b))] for x, a, b in
                ((0.2, 2, 5), (0.7, 0.5, 0.5), (0.03, 30, 900), (0.0301, 3000, 95000), (0.999, 10, 1), (0.5, 400, 420))],
    "betaQuantile": [[q, a, b, float(beta.ppf(q, a, b))] for q, a, b in
                     ((0.025, 2, 5), (0.975, 30, 900), (0.5, 3000, 95000), (0.025, 0.7, 40))],
    "fisher": [[*case, fisher(*case)] for case in fishers],
    "falseDiscovery": {"p": p_values, "q": false_discovery_control(p_values).tolist()},
    "rates": rates,
    "pairs": {"first": first.tolist(), "second": second.tolist(), "won": won.tolist(), "tests": tests, "ridge": ridge.tolist()},
}, sys.stdout)
