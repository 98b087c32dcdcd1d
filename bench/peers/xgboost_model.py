"""Asks a model that XGBoost has read for margins and for exact SHAP values."""
import time

import numpy as np
import xgboost as xgb

from matrix import read_matrix, write_numbers
from serve import serve


class Peer:
    def load(self, model, matrix, threads):
        self.booster = xgb.Booster({"nthread": threads})
        self.booster.load_model(model)
        self.booster.set_param({"nthread": threads})
        # A row in one piece is read fastest.
        self.x = np.ascontiguousarray(read_matrix(matrix), dtype=np.float32)
        names = {"feature_names": self.booster.feature_names, "feature_types": self.booster.feature_types}
        self.data = xgb.DMatrix(self.x, nthread=threads, **names)

    def margins(self):
        began = time.perf_counter()
        self.answer = self.booster.inplace_predict(self.x, predict_type="margin")
        return {"seconds": time.perf_counter() - began}

    def contributions(self):
        began = time.perf_counter()
        values = self.booster.predict(self.data, pred_contribs=True)
        seconds = time.perf_counter() - began
        # The last one is the base, which is no feature's.
        self.answer = values[:, :-1]
        return {"seconds": seconds}

    def write(self, path):
        write_numbers(path, self.answer)


serve(Peer())
