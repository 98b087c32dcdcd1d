"""Golden values for test/calibration: python3 test/golden/temperature.py > test/golden/temperature.json
(then `biome check --write` for its layout)

Temperature scaling of the margins in calibration_fits.json: the slope (1 over the temperature) at which the sum of weight *
(label - sigmoid(slope * margin)) * margin is 0, by mpmath's root finder in 50 digits.
"""
import json
import os
import sys

import mpmath

mpmath.mp.dps = 50
with open(os.path.join(os.path.dirname(__file__), "calibration_fits.json")) as file:
    fits = json.load(file)


def slope(margins, label, weight):
    rows = [(mpmath.mpf(m), y, mpmath.mpf(w)) for m, y, w in zip(margins, label, weight)]

    def gradient(k):
        return mpmath.fsum(w * (y - 1 / (1 + mpmath.exp(-k * m))) * m for m, y, w in rows)

    return float(mpmath.findroot(gradient, (mpmath.mpf("1e-6"), mpmath.mpf(50)), solver="anderson"))


json.dump(
    {
        "origin": f"mpmath {mpmath.__version__}; see temperature.py",
        "slopes": {
            case["name"]: {
                "plain": slope(case["margins"], case["label"], [1] * len(case["label"])),
                "weighted": slope(case["margins"], case["label"], case["weight"]),
            }
            for case in fits["cases"]
        },
    },
    sys.stdout,
)
