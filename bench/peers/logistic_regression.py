"""Fits scikit-learn's LogisticRegression by lbfgs; threads are those of OPENBLAS_NUM_THREADS."""
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

from matrix import read_label, read_matrix
from serve import serve


class Peer:
    def load(self, matrix, label, c):
        # Rows in one piece of float64 are what it works on, and would convert anything else into.
        self.x = np.ascontiguousarray(read_matrix(matrix), dtype=np.float64)
        self.y = read_label(label)
        self.c = c

    def fit_to(self, tolerance):
        self.tolerance = tolerance
        self.fit()
        return {"coefficients": self.model.coef_[0].tolist(), "intercept": float(self.model.intercept_[0])}

    def fit(self):
        began = time.perf_counter()
        estimator = LogisticRegression(solver="lbfgs", C=self.c, tol=self.tolerance, max_iter=1000)
        self.model = estimator.fit(self.x, self.y)
        return {"seconds": time.perf_counter() - began}


serve(Peer())
