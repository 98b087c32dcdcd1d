"""Golden values for test/evaluation/recalibrate.test.ts: python3 test/golden/recalibration.py > test/golden/recalibration.json
(then `biome check --write` for its layout)

Line: sklearn.linear_model.LogisticRegression(penalty=None, newton-cg, tol 1e-14). Shift: scipy.optimize.brentq on the
gradient. Likelihoods by scipy.special.log_expit, p-values by scipy.stats.chi2.sf.
"""
import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import brentq
from scipy.special import expit, log_expit
from scipy.stats import chi2
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

random = np.random.default_rng(20240711)
cases = []
for name, n, shift, slope in (("right", 400, 0, 1), ("shifted", 600, -0.6, 1), ("too bold", 800, -0.4, 0.5)):
    x = np.round(1.3 * random.standard_normal(n) - 1, 2)
    y = (random.random(n) < expit(shift + slope * x)).astype(int)

    def likelihood(a, b):
        m = a + b * x
        return float((y * log_expit(m) + (1 - y) * log_expit(-m)).sum())

    only = brentq(lambda a: (y - expit(a + x)).sum(), -20, 20, xtol=1e-14)
    fit = LogisticRegression(penalty=None, solver="newton-cg", tol=1e-14, max_iter=10_000).fit(x[:, None], y)
    both = (float(fit.intercept_[0]), float(fit.coef_[0, 0]))
    l0, l1, l2 = likelihood(0, 1), likelihood(only, 1), likelihood(*both)
    cases.append(
        {
            "name": name,
            "logOdds": x.tolist(),
            "label": y.tolist(),
            "interceptOnly": only,
            "both": {"intercept": both[0], "slope": both[1]},
            "rocAuc": float(roc_auc_score(y, x)),
            "tests": {
                "noneToIntercept": [2 * (l1 - l0), float(chi2.sf(2 * (l1 - l0), 1))],
                "interceptToBoth": [2 * (l2 - l1), float(chi2.sf(2 * (l2 - l1), 1))],
                "noneToBoth": [2 * (l2 - l0), float(chi2.sf(2 * (l2 - l0), 2))],
            },
        }
    )

json.dump(
    {
        "origin": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}; see recalibration.py",
        "chiSquaredTail": [[x, float(chi2.sf(x, 1)), float(chi2.sf(x, 2))] for x in (1e-6, 0.1, 1, 3.84, 7.9, 8.1, 20, 100, 700)],
        "cases": cases,
    },
    sys.stdout,
)
