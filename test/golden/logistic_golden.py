"""Writes logistic_golden.json: optima of penalised logistic regressions on standardised numbers.

Origin: scikit-learn 1.2.1 (LogisticRegression; newton-cg for L2, saga for elastic net, run to a
tolerance far below 1e-6), numpy 1.24.2, scipy 1.10.1, Python 3.11.2. Run: python3 test/golden/logistic_golden.py, then `biome check --write` for its layout.
"""

import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression

# (name, rows, columns, share of positives, weighted, separated, l2, l1)
CASES = [
    ("L2, as scikit-learn's default", 100, 6, 0.3, False, False, 1.0, 0.0),
    ("L2, weighted, stronger", 100, 6, 0.3, True, False, 10.0, 0.0),
    ("L2, few positives", 400, 4, 0.02, False, False, 0.5, 0.0),
    ("L2, perfectly separated", 60, 3, 0.5, False, True, 0.1, 0.0),
    ("L2, more columns than rows", 25, 30, 0.4, False, False, 2.0, 0.0),
    ("elastic net, mild", 100, 6, 0.3, False, False, 3.0, 3.0),
    ("elastic net, weighted, sparse", 100, 8, 0.3, True, False, 1.0, 15.0),
    ("elastic net, more columns than rows", 25, 30, 0.4, False, False, 1.0, 2.0),
]


def case(seed, name, rows, columns, share, weighted, separated, l2, l1):
    rng = np.random.default_rng(seed)
    mix = np.eye(columns) + 0.5 * rng.normal(size=(columns, columns)) / np.sqrt(columns)
    x = rng.normal(size=(rows, columns)) @ mix
    weight = rng.integers(1, 5, size=rows).astype(float) if weighted else np.ones(rows)
    mean = np.average(x, axis=0, weights=weight)
    x = (x - mean) / np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight))
    score = x @ rng.normal(size=columns) / np.sqrt(columns) + (0 if separated else rng.logistic(size=rows))
    y = (score > np.quantile(score, 1 - share)).astype(int)
    if l1 == 0:
        model = LogisticRegression(C=1 / l2, solver="newton-cg", tol=1e-8, max_iter=10_000)
    else:
        model = LogisticRegression(
            penalty="elasticnet",
            C=1 / (l1 + l2),
            l1_ratio=l1 / (l1 + l2),
            solver="saga",
            tol=1e-15,
            max_iter=200_000,
            random_state=0,
        )
    model.fit(x, y, sample_weight=weight)
    return {
        "name": name,
        "l2": l2,
        "l1": l1,
        "columns": x.T.tolist(),
        "label": y.tolist(),
        "weight": weight.tolist(),
        "coefficients": model.coef_[0].tolist(),
        "intercept": float(model.intercept_[0]),
    }


golden = [case(seed, *arguments) for seed, arguments in enumerate(CASES)]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
