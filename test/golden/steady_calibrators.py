"""Golden values for test/calibration: python3 test/golden/steady_calibrators.py > test/golden/steady_calibrators.json
(then `biome check --write` for its layout)

Of the rows in calibration_fits.json. Venn–Abers: for every margin asked for, sklearn.isotonic.IsotonicRegression is fitted twice, with one more row there
labelled 0 and 1 (Vovk, Petej and Fedorova 2015), and p1 / (1 - p0 + p1) taken; the shift of the log-odds at which the
expected positives are the observed ones is a root found by mpmath in 50 digits.
Quadratic: logit p is written in powers, s0 + s1 (m - low) + s2 (m - low)^2 between the bends and a straight line beyond. Among all ways to hold the slope at either bend at 0
or to leave it free, the stationary point of the likelihood (mpmath's Newton in 50 digits) with both slopes at least 0 and the greatest likelihood.
"""
import itertools
import json
import os
import sys

import mpmath
import numpy as np
import sklearn
from sklearn.isotonic import IsotonicRegression

mpmath.mp.dps = 50
with open(os.path.join(os.path.dirname(__file__), "calibration_fits.json")) as file:
    fits = json.load(file)


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def merged(m, y, w, x):
    ends = []
    for label in (0, 1):
        fit = IsotonicRegression(out_of_bounds="clip")
        fit.fit(np.append(m, x), np.append(y, label), sample_weight=np.append(w, 1))
        ends.append(float(fit.predict([x])[0]))
    return ends[1] / (1 - ends[0] + ends[1])


def venn_abers(m, y, w, at):
    odds = {x: mpmath.log(mpmath.mpf(p) / (1 - mpmath.mpf(p))) for x in sorted(set([*m, *at])) for p in [merged(m, y, w, x)]}
    positives = mpmath.fsum(wi * yi for wi, yi in zip(w, y))

    def excess(shift):
        return mpmath.fsum(wi * sigmoid(odds[x] + shift) for wi, x in zip(w, m)) - positives

    shift = mpmath.findroot(excess, (mpmath.mpf(-5), mpmath.mpf(5)), solver="anderson")
    return {"shift": float(shift), "predictions": [float(sigmoid(odds[x] + shift)) for x in at]}


def bends(m, w):
    order = sorted(set(m))
    weight = {x: sum(wi for wi, mi in zip(w, m) if mi == x) for x in order}
    least = 0.05 * sum(w)

    def first(values):
        sum_ = 0
        for x in values:
            sum_ += weight[x]
            if sum_ >= least:
                return x

    low, high = first(order), first(reversed(order))
    return (low, high) if low < high else (order[0], order[-1])


def quadratic(m, y, w, at):
    low, high = bends(m, w)
    low, high = mpmath.mpf(low), mpmath.mpf(high)

    def parts(x):
        """What the slopes at the bends are multiplied by, the intercept being the log-odds at low."""
        x = mpmath.mpf(x)
        inside = min(max(x, low), high)
        t = inside - low
        second = t * t / (2 * (high - low)) + max(0, x - high)
        return t - t * t / (2 * (high - low)) + min(0, x - low), second

    rows = [(*parts(x), yi, mpmath.mpf(wi)) for x, yi, wi in zip(m, y, w)]
    best = None
    for free in itertools.product((False, True), repeat=2):

        def point(values):
            rest = iter(values[1:])
            return values[0], *(next(rest) if one else mpmath.mpf(0) for one in free)

        def gradient(*values):
            c, a, b = point(values)
            residual = [wi * (yi - sigmoid(c + a * u + b * v)) for u, v, yi, wi in rows]
            found = [mpmath.fsum(residual)]
            for one, at_ in zip(free, (0, 1)):
                if one:
                    found.append(mpmath.fsum(r * row[at_] for r, row in zip(residual, rows)))
            return found if len(found) > 1 else found[0]

        start = [mpmath.mpf(0)] + [mpmath.mpf("0.5")] * sum(free)
        try:
            solved = mpmath.findroot(gradient, start if len(start) > 1 else start[0], maxsteps=200)
        except (ValueError, ZeroDivisionError):
            continue
        c, a, b = point(list(solved) if len(start) > 1 else [solved])
        if a < 0 or b < 0:
            continue
        loss = mpmath.fsum(
            wi * (mpmath.log(1 + mpmath.exp(c + a * u + b * v)) - yi * (c + a * u + b * v)) for u, v, yi, wi in rows
        )
        if best is None or loss < best[0]:
            best = loss, c, a, b
    _, c, a, b = best
    return {
        "a": float(a), "b": float(b), "low": float(low), "high": float(high),
        "predictions": [float(sigmoid(c + a * u + b * v)) for u, v in map(parts, at)],
    }


def both(case, weight):
    m, y, at = (np.array(case[name], dtype=float) for name in ("margins", "label", "at"))
    w = np.array(weight, dtype=float)
    return {"vennAbers": venn_abers(m, y, w, at), "quadratic": quadratic(m, y, w, at)}


json.dump(
    {
        "origin": f"scikit-learn {sklearn.__version__}, mpmath {mpmath.__version__}; see steady_calibrators.py",
        "cases": {
            case["name"]: {"plain": both(case, [1] * len(case["label"])), "weighted": both(case, case["weight"])}
            for case in fits["cases"]
        },
    },
    sys.stdout,
)
