"""Fits boosted trees with XGBoost."""
import time

import numpy as np
import xgboost as xgb

from matrix import read_label, read_matrix, write_numbers
from serve import serve


class Peer:
    def load(self, train, test, options, threads):
        # A row in one piece is what a DMatrix is made from fastest.
        self.x = np.ascontiguousarray(read_matrix(train["matrix"]), dtype=np.float32)
        self.y = read_label(train["label"]).astype(np.float32)
        self.test = np.ascontiguousarray(read_matrix(test["matrix"]), dtype=np.float32)
        types = ["c" if at in set(train["categories"]) else "q" for at in range(self.x.shape[1])]
        self.frame = {"feature_types": types, "enable_categorical": True, "nthread": threads}
        self.max_bin = options["maxBins"] + 1
        self.trees = options["trees"]
        rate = float(self.y.mean())
        self.params = {
            "objective": "binary:logistic",
            "tree_method": "hist",
            "grow_policy": "lossguide",
            "max_leaves": options["maxLeaves"],
            "max_depth": 0,
            "max_bin": self.max_bin,
            "eta": options["learningRate"],
            "lambda": options["l2"],
            # XGBoost knows no least number of rows: this is the hessian that so many have before the first tree.
            "min_child_weight": options["minRows"] * rate * (1 - rate),
            # The base rate, where ours and HistGradientBoosting start too.
            "base_score": rate,
            "nthread": threads,
        }

    def fit(self):
        began = time.perf_counter()
        data = xgb.QuantileDMatrix(self.x, label=self.y, max_bin=self.max_bin, **self.frame)
        self.booster = xgb.train(self.params, data, self.trees)
        return {"seconds": time.perf_counter() - began}

    def score(self, path):
        data = xgb.DMatrix(self.test, **self.frame)
        write_numbers(path, self.booster.predict(data, output_margin=True))


serve(Peer())
