"""Golden values for test/calibration: python3 test/golden/calibration_fits.py > test/golden/calibration_fits.json
(then `biome check --write` for its layout)

Isotonic: sklearn.isotonic.IsotonicRegression(out_of_bounds='clip').
Platt: the optimum of Platt's smoothed likelihood as the root of its gradient, found by mpmath's Newton in 50 digits. Beside
it, how far two fits of scikit-learn lie from that optimum (the larger of the two parameters' differences):
LogisticRegression(penalty='none', solver='newton-cg', tol=1e-14) on every row twice, once as positive and once as negative,
weighted by its smoothed target; and sklearn.calibration._sigmoid_calibration, whose BFGS stops early (gtol 1e-5).
"""
import json
import sys

import mpmath
import numpy as np
import scipy
import sklearn
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

mpmath.mp.dps = 50


def platt(m, y, w):
    positives, negatives = (w * y).sum(), (w * (1 - y)).sum()
    target = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    doubled = LogisticRegression(penalty="none", solver="newton-cg", tol=1e-14, max_iter=10_000).fit(
        np.concatenate([m, m])[:, None],
        np.repeat([1, 0], len(m)),
        sample_weight=np.concatenate([w * target, w * (1 - target)]),
    )
    start = (float(doubled.intercept_[0]), float(doubled.coef_[0, 0]))
    xs, ws = ([mpmath.mpf(float(v)) for v in values] for values in (m, w))
    high = (mpmath.mpf(float(positives)) + 1) / (mpmath.mpf(float(positives)) + 2)
    low = 1 / (mpmath.mpf(float(negatives)) + 2)
    ts = [high if label == 1 else low for label in y]

    def gradient(a, b):
        residual = [wi * (ti - 1 / (1 + mpmath.exp(-a - b * xi))) for xi, ti, wi in zip(xs, ts, ws)]
        return [mpmath.fsum(residual), mpmath.fsum(r * xi for r, xi in zip(residual, xs))]

    a, b = mpmath.findroot(gradient, start)
    minus_slope, minus_intercept = _sigmoid_calibration(m, y, w)
    return {
        "intercept": float(a),
        "slope": float(b),
        "logisticRegressionIsOffBy": float(max(abs(start[0] - float(a)), abs(start[1] - float(b)))),
        "sigmoidCalibrationIsOffBy": float(max(abs(-minus_intercept - float(a)), abs(-minus_slope - float(b)))),
    }


def isotonic(m, y, w, at):
    fit = IsotonicRegression(out_of_bounds="clip").fit(m, y, sample_weight=w)
    return {
        "margins": fit.X_thresholds_.tolist(),
        "probabilities": fit.y_thresholds_.tolist(),
        "predictions": fit.predict(at).tolist(),
    }


random = np.random.default_rng(20240602)
cases = []
for name, n, digits, scale, shift in (
    ("ties to one digit", 200, 1, 1.0, -0.5),
    ("steep, few ties", 150, 4, 4.0, 1.0),
    ("flat and shifted", 250, 2, 0.3, -6.0),
):
    z = random.standard_normal(n) - 0.8
    y = (random.random(n) < 1 / (1 + np.exp(-1.4 * z))).astype(int)
    m = np.round(scale * z + shift, digits)
    w = np.round(random.exponential(size=n), 2) + 0.25
    at = np.linspace(m.min() - 1, m.max() + 1, 41).round(6)
    one = np.ones(n)
    cases.append(
        {
            "name": name,
            "margins": m.tolist(),
            "label": y.tolist(),
            "weight": w.tolist(),
            "at": at.tolist(),
            "plain": {"platt": platt(m, y, one), "isotonic": isotonic(m, y, one, at)},
            "weighted": {"platt": platt(m, y, w), "isotonic": isotonic(m, y, w, at)},
        }
    )

json.dump(
    {
        "origin": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, scipy {scipy.__version__}, mpmath {mpmath.__version__}; see calibration_fits.py",
        "cases": cases,
    },
    sys.stdout,
)
