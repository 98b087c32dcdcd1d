"""Golden values for test/numeric: python3 test/golden/metrics_numeric.py > test/golden/metrics_numeric.json
(then `biome check --write` for its layout)

Random words follow the published C of xoshiro128** 1.1 and splitmix64 (https://prng.di.unimi.it), written out here in
Python integers; quantiles are scipy.stats.norm.ppf and numpy.quantile, log factorials scipy.special.gammaln, hashes
sklearn.utils.murmurhash3_32 and hashlib.
"""
import hashlib
import json

import numpy
import scipy
import sklearn
from scipy.special import expit, gammaln, log1p
from scipy.stats import norm
from sklearn.utils import murmurhash3_32

M32, M64 = 2**32 - 1, 2**64 - 1


def splitmix64(x):
    while True:
        x = (x + 0x9E3779B97F4A7C15) & M64
        z = x
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
        yield z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) & M32


def xoshiro128starstar(seed):
    words = splitmix64(seed & M64)
    first, second = next(words), next(words)
    s = [first & M32, first >> 32, second & M32, second >> 32]
    while True:
        yield (rotl((s[1] * 5) & M32, 7) * 9) & M32
        t = (s[1] << 9) & M32
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)


def words(seed, n):
    source = xoshiro128starstar(seed)
    return [next(source) for _ in range(n)]


texts = ["", "a", "ab", "abc", "abcd", "hello", "Zoë Ωμέγα 😀", "0015g00000XyZ"]
shares = [1e-300, 1e-20, 1e-9, 0.001, 0.02425, 0.07, 0.075, 0.3, 0.5, 0.77, 0.925, 0.975, 0.999999, 1 - 1e-13]
numbers = [0.3, 1.5, 1.5, 2.25, 7.0, 11.125]
xs = [-800.0, -745.0, -40.0, -1.25, 0.0, 1e-9, 0.5, 3.0, 36.0, 40.0, 800.0]
factorials = [0, 1, 2, 9, 15, 16, 17, 40, 171, 1000, 123456, 10**9]
print(
    json.dumps(
        {
            "origin": f"numpy {numpy.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}; see metrics_numeric.py",
            "words": [{"seed": seed, "words": words(seed, 12)} for seed in (0, 1, 42, -7, 2**53 - 1)],
            "normalQuantile": [[p, float(norm.ppf(p))] for p in shares],
            "sigmoid": [[x, float(expit(x))] for x in xs],
            "log1pExp": [[x, float(numpy.logaddexp(0, x))] for x in xs],
            "logFactorial": [[k, float(gammaln(k + 1.0))] for k in factorials],
            "quantile": {
                "numbers": numbers,
                "expected": [[q, float(numpy.quantile(numbers, q))] for q in (0, 0.025, 0.1, 0.5, 0.777, 0.975, 1)],
            },
            "hash32": [[t, seed, int(murmurhash3_32(t, seed=seed, positive=True))] for t in texts for seed in (0, 12345)],
            "sha256": [[t, hashlib.sha256(t.encode()).hexdigest()] for t in texts[:7:3]],
        },
        ensure_ascii=False,
    )
)
