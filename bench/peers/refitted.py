"""Learns as a careful user of a library would: when to stop, or how strong a penalty to take, is seen on 15% of the training rows,
drawn by the seed; then it is fitted on all of them. What is not named here is as the library has it by default."""
import time

import numpy as np

from matrix import read_label, read_matrix, write_numbers
from serve import serve

SHARE = 0.15
RATE = 0.05
MOST_TREES = 3000
PATIENCE = 50
STRENGTHS = [0.001, 0.01, 0.1, 1.0, 10.0]


def part(y, seed):
    """Rows to learn from and rows to stop by, the classes in proportion."""
    random = np.random.default_rng(seed)
    stop = np.zeros(len(y), dtype=bool)
    for label in (0, 1):
        rows = random.permutation(np.flatnonzero(y == label))
        stop[rows[: max(1, round(SHARE * len(rows)))]] = True
    return ~stop, stop


class Xgboost:
    def __init__(self, categories, width, seed, threads):
        import xgboost

        self.xgb = xgboost
        types = ["c" if at in set(categories) else "q" for at in range(width)]
        self.frame = {"feature_types": types, "enable_categorical": True, "nthread": threads}
        self.params = {
            "objective": "binary:logistic", "tree_method": "hist", "eta": RATE, "nthread": threads, "seed": seed,
        }

    def fit(self, x, y, learn, stop):
        data = self.xgb.DMatrix(x[learn], label=y[learn], **self.frame)
        held = self.xgb.DMatrix(x[stop], label=y[stop], **self.frame)
        found = self.xgb.train(
            self.params, data, MOST_TREES, evals=[(held, "held")], early_stopping_rounds=PATIENCE, verbose_eval=False
        )
        whole = self.xgb.DMatrix(x, label=y, **self.frame)
        self.booster = self.xgb.train(self.params, whole, found.best_iteration + 1)

    def probabilities(self, x):
        return self.booster.predict(self.xgb.DMatrix(x, **self.frame))


class Lightgbm:
    def __init__(self, categories, width, seed, threads):
        import lightgbm

        self.lgb = lightgbm
        self.categories = list(categories)
        self.params = {
            "objective": "binary", "learning_rate": RATE, "num_threads": threads, "seed": seed, "verbose": -1,
        }

    def data(self, x, y):
        return self.lgb.Dataset(x, label=y, categorical_feature=self.categories, free_raw_data=False)

    def fit(self, x, y, learn, stop):
        train = self.data(x[learn], y[learn])
        held = train.create_valid(x[stop], label=y[stop])
        stopping = self.lgb.early_stopping(PATIENCE, verbose=False)
        found = self.lgb.train(self.params, train, MOST_TREES, valid_sets=[held], callbacks=[stopping])
        self.booster = self.lgb.train(self.params, self.data(x, y), found.best_iteration)

    def probabilities(self, x):
        return self.booster.predict(x)


class HistGradientBoosting:
    """Its own 15%, as not every version takes given rows to stop by."""

    def __init__(self, categories, width, seed, threads):
        self.categories = list(categories)
        self.seed = seed

    def estimator(self, x, **options):
        from sklearn.ensemble import HistGradientBoostingClassifier

        # More levels than bins are taken for numbers.
        few = [at for at in self.categories if np.nanmax(x[:, at], initial=0) < 255]
        return HistGradientBoostingClassifier(
            learning_rate=RATE, categorical_features=few, random_state=self.seed, **options
        )

    def fit(self, x, y, learn, stop):
        found = self.estimator(
            x, max_iter=MOST_TREES, early_stopping=True, validation_fraction=SHARE, n_iter_no_change=PATIENCE
        ).fit(x, y)
        # The first score is that before any tree.
        trees = max(1, int(np.argmax(found.validation_score_)))
        self.model = self.estimator(x, max_iter=trees, early_stopping=False).fit(x, y)

    def probabilities(self, x):
        return self.model.predict_proba(x)[:, 1]


class LogisticRegression:
    """Numbers: median for missing, whether it was missing, standardised. Categories: a column per level, rare ones together."""

    def __init__(self, categories, width, seed, threads):
        self.categories = list(categories)
        self.numbers = [at for at in range(width) if at not in set(categories)]

    def pipeline(self, strength):
        from sklearn.compose import ColumnTransformer
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import OneHotEncoder, StandardScaler

        levels = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=10)
        encode = ColumnTransformer(
            [
                ("numbers", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), self.numbers),
                ("categories", levels, self.categories),
            ]
        )
        return make_pipeline(encode, LogisticRegression(C=strength, max_iter=2000))

    def fit(self, x, y, learn, stop):
        def loss(strength):
            p = np.clip(self.pipeline(strength).fit(x[learn], y[learn]).predict_proba(x[stop])[:, 1], 1e-15, 1 - 1e-15)
            return -np.mean(np.where(y[stop] == 1, np.log(p), np.log(1 - p)))

        self.model = self.pipeline(min(STRENGTHS, key=loss)).fit(x, y)

    def probabilities(self, x):
        return self.model.predict_proba(x)[:, 1]


LEARNERS = {
    "xgboost": Xgboost,
    "lightgbm": Lightgbm,
    "hist_gradient_boosting": HistGradientBoosting,
    "logistic_regression": LogisticRegression,
}


class Peer:
    def load(self, train, test, learner, seed, threads):
        self.x = np.ascontiguousarray(read_matrix(train["matrix"]), dtype=np.float64)
        self.y = read_label(train["label"])
        self.test = np.ascontiguousarray(read_matrix(test["matrix"]), dtype=np.float64)
        self.seed = seed
        self.learner = LEARNERS[learner](train["categories"], self.x.shape[1], seed, threads)

    def fit(self):
        began = time.perf_counter()
        self.learner.fit(self.x, self.y, *part(self.y, self.seed))
        return {"seconds": time.perf_counter() - began}

    def score(self, path):
        write_numbers(path, self.learner.probabilities(self.test))


serve(Peer())
