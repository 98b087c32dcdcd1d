"""Fits boosted trees with scikit-learn's HistGradientBoostingClassifier; threads are those of OMP_NUM_THREADS."""
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from matrix import read_label, read_matrix, write_numbers
from serve import serve


class Peer:
    def load(self, train, test, options, threads):
        # It works on float64, a column in one piece, and would convert anything else.
        self.x = read_matrix(train["matrix"]).astype(np.float64, order="F")
        self.y = read_label(train["label"])
        self.test = read_matrix(test["matrix"]).astype(np.float64, order="F")
        self.options = {
            "max_iter": options["trees"],
            "learning_rate": options["learningRate"],
            "max_leaf_nodes": options["maxLeaves"],
            "max_bins": options["maxBins"],
            "l2_regularization": options["l2"],
            "min_samples_leaf": options["minRows"],
            "categorical_features": train["categories"],
            "early_stopping": False,
            "random_state": 0,
        }

    def fit(self):
        began = time.perf_counter()
        self.model = HistGradientBoostingClassifier(**self.options).fit(self.x, self.y)
        return {"seconds": time.perf_counter() - began}

    def score(self, path):
        write_numbers(path, self.model.decision_function(self.test))


serve(Peer())
