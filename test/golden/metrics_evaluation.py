"""Golden values for test/evaluation: python3 test/golden/metrics_evaluation.py > test/golden/metrics_evaluation.json
(then `biome check --write` for its layout)

scikit-learn for ROC AUC, average precision, log loss (eps=1e-15) and Brier score; the calibration line is the root of the
likelihood equations found by mpmath's Newton in 50 digits, beside the distance of scikit-learn's unpenalised
LogisticRegression; Wilson intervals are scipy.stats.binomtest(...).proportion_ci('wilson'). Expected calibration error and
lift have no implementation there: they are written out from their definitions with scipy.stats.rankdata and a stable sort.
"""
import json
import sys

import mpmath
import numpy as np
import scipy
import sklearn
from scipy.stats import binomtest, rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

mpmath.mp.dps = 50


def line(x, y, w):
    """Maximum-likelihood intercept and slope in 50 digits, started from scikit-learn's."""
    start = LogisticRegression(penalty="none", solver="newton-cg", tol=1e-14, max_iter=10_000)
    start.fit(x[:, None], y, sample_weight=w)
    x, y, w = ([mpmath.mpf(float(v)) for v in values] for values in (x, y, w))

    def score(a, b):
        residual = [wi * (yi - 1 / (1 + mpmath.exp(-a - b * xi))) for xi, yi, wi in zip(x, y, w)]
        return [mpmath.fsum(residual), mpmath.fsum(r * xi for r, xi in zip(residual, x))]

    a, b = mpmath.findroot(score, (float(start.intercept_[0]), float(start.coef_[0, 0])))
    distance = max(abs(float(a) - start.intercept_[0]), abs(float(b) - start.coef_[0, 0]))
    return {"intercept": float(a), "slope": float(b), "scikitLearnIsOffBy": float(distance)}


def ece(p, y, bins=15):
    n = len(p)
    bin_of = np.floor(bins * (rankdata(p) - 0.5) / n).astype(int)
    return sum(abs(y[bin_of == b].sum() - p[bin_of == b].sum()) for b in range(bins)) / n


def case(name, p, y, w, order):
    n = len(p)
    ranked = np.lexsort((order, -p))
    cuts = []
    for share in (0.01, 0.05, 0.1, 0.2):
        k = max(1, int(np.ceil(round(share * n, 9))))
        precision = float(y[ranked[:k]].mean())
        cuts.append({"share": share, "k": k, "precision": precision, "lift": precision / float(y.mean())})
    x = np.log(p) - np.log1p(-p)
    one = np.ones(n)
    return {
        "name": name,
        "probabilities": p.tolist(),
        "label": y.tolist(),
        "weight": w.tolist(),
        "order": order.tolist(),
        "plain": metrics(p, y, one, x),
        "weighted": metrics(p, y, w, x),
        "ece": float(ece(p, y)),
        "liftAt": cuts,
    }


def metrics(p, y, w, x):
    return {
        "rocAuc": float(roc_auc_score(y, p, sample_weight=w)),
        "averagePrecision": float(average_precision_score(y, p, sample_weight=w)),
        "logLoss": float(log_loss(y, p, eps=1e-15, sample_weight=w)),
        "brier": float(brier_score_loss(y, p, sample_weight=w)),
        "line": line(x, y, w),
    }


def wilson(k, n, level):
    ci = binomtest(k, n).proportion_ci(level, "wilson")
    return [k, n, level, float(ci.low), float(ci.high)]


random = np.random.default_rng(20240601)
cases = []
for name, n, digits, centre, stretch in (
    ("ties to two digits", 240, 2, -1.0, 1.0),
    ("overconfident, few ties", 200, 5, -1.5, 1.8),
    ("rare", 300, 3, -2.6, 0.7),
):
    margin = centre + 1.3 * random.standard_normal(n)
    y = (random.random(n) < 1 / (1 + np.exp(-margin))).astype(int)
    p = np.round(1 / (1 + np.exp(-stretch * margin)), digits).clip(10.0**-digits, 1 - 10.0**-digits)
    w = np.round(random.exponential(size=n), 2) + 0.25
    cases.append(case(name, p, y, w, random.permutation(n)))

ends = {"probabilities": [0.0, 0.0, 1.0, 1.0, 1e-16, 1 - 1e-16, 0.4], "label": [0, 1, 0, 1, 1, 0, 1]}
ends["logLoss"] = float(log_loss(ends["label"], ends["probabilities"], eps=1e-15))

json.dump(
    {
        "origin": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, mpmath {mpmath.__version__}; see metrics_evaluation.py",
        "cases": cases,
        "ends": ends,
        "wilson": [wilson(*a) for a in ((0, 10, 0.95), (10, 10, 0.95), (1, 10, 0.95), (37, 500, 0.9), (3, 7, 0.99))],
    },
    sys.stdout,
)
