"""Writes xgboost_export.json: what XGBoost makes of an ensemble exported by `toXgboostJson`.

xgboost_ensemble.json is an ensemble of random splits (test/model/boosting/randomEnsemble.ts) with thresholds at the edges of float32 put
in by hand; xgboost_model.txt is its export (a formatter of JSON would write its numbers in a way that XGBoost does not take),
xgboost_rows.json some rows, numbers exact in float32 and categories by level.

Origin: xgboost 1.7.4, numpy 1.24.2, Python 3.11.2. Run: python3 test/golden/xgboost_export.py, then `biome check --write` for
its layout.
"""

import json
import pathlib

import numpy as np
import xgboost

folder = pathlib.Path(__file__).parent
features = json.loads((folder / "xgboost_ensemble.json").read_text())["features"]
rows = json.loads((folder / "xgboost_rows.json").read_text())


def code(feature, value):
    if value is None or feature["type"] == "number":
        return np.nan if value is None else value
    return feature["levels"].index(value) if value in feature["levels"] else np.nan


matrix = xgboost.DMatrix(
    np.array([[code(feature, value) for feature, value in zip(features, row)] for row in rows], dtype=np.float32),
    feature_names=[feature["name"] for feature in features],
    feature_types=["c" if feature["type"] == "category" else "float" for feature in features],
    enable_categorical=True,
)
booster = xgboost.Booster()
booster.load_model(bytearray((folder / "xgboost_model.txt").read_bytes()))
contributions = booster.predict(matrix, pred_contribs=True).astype(float)
golden = {
    "margins": booster.predict(matrix, output_margin=True).astype(float).tolist(),
    "base": contributions[0, -1],
    "contributions": contributions[:, :-1].tolist(),
}
(folder / "xgboost_export.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
