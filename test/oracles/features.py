"""Customer value (lifetimes) and the power transform (scipy): writes test/fixtures/features.json.gz.

Needs numpy < 2, scipy, pandas and lifetimes.
"""

import gzip
import json
import os
import sys
import warnings

import lifetimes
import numpy as np
import scipy
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.datasets import load_cdnow_summary, load_cdnow_summary_data_with_monetary_value
from scipy import special, stats

warnings.filterwarnings("ignore")

summary = load_cdnow_summary()
groups = summary.groupby(["frequency", "recency", "T"]).size().reset_index(name="weight")
model = BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])
spending = load_cdnow_summary_data_with_monetary_value()
returning = spending[spending["frequency"] > 0]
gamma = GammaGammaFitter().fit(returning["frequency"], returning["monetary_value"])
histories = [[0, 0, 10], [0, 0, 38.86], [1, 5, 38.86], [2, 30.43, 38.86], [7, 29.43, 38.86], [29, 37.5, 38.86], [100, 38, 39]]
rng = np.random.default_rng(3)
columns = {
    "skewed": np.exp(rng.normal(size=60)).round(4),
    "left": (-np.exp(rng.normal(size=60))).round(4),
    "both": (rng.normal(size=60) ** 3).round(4),
    "counts": rng.poisson(3, size=60).astype(float),
}

fixture = {
    "versions": {"lifetimes": lifetimes.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    "cdnow": {name: groups[name].tolist() for name in ["frequency", "recency", "T", "weight"]},
    "bgNbd": {
        "params": {name: float(model.params_[name]) for name in ["r", "alpha", "a", "b"]},
        "histories": histories,
        "alive": [float(np.ravel(model.conditional_probability_alive(*h))[0]) for h in histories],
        "purchases": {
            str(t): [
                float(np.ravel(model.conditional_expected_number_of_purchases_up_to_time(t, *h))[0]) for h in histories
            ]
            for t in [1, 39, 200]
        },
        "ofNew": {str(t): float(np.ravel(model.expected_number_of_purchases_up_to_time(t))[0]) for t in [1, 3, 78, 400]},
    },
    "gammaGamma": {
        "frequency": returning["frequency"].tolist(),
        "monetary": returning["monetary_value"].round(6).tolist(),
        "params": {name: float(gamma.params_[name]) for name in ["p", "q", "v"]},
        "expected": gamma.conditional_expected_average_profit(
            spending["frequency"], spending["monetary_value"]
        ).head(10).tolist(),
        "first": spending.head(10)[["frequency", "monetary_value"]].values.tolist(),
    },
    "yeoJohnson": {
        name: {
            "values": values.tolist(),
            "lambda": float(stats.yeojohnson_normmax(values)),
            "bent": stats.yeojohnson(values, lmbda=0.3).tolist(),
            "skew": float(stats.skew(values)),
        }
        for name, values in columns.items()
    },
    "digamma": [[x, float(special.digamma(x))] for x in [1e-3, 0.1, 0.5, 1, 1.4616321449683622, 3.7, 12.5, 400.0]],
    "hypergeometric": [
        [a, b, c, z, float(special.hyp2f1(a, b, c, z))]
        for a, b, c, z in [
            (1.9, -0.2, 2.2, 0.5),
            (1.9, -0.2, 102.2, 0.9),
            (-0.4, 0.7, 1.2, 0.99),
            (2.5, 1.5, 3.1, 0.3),
            (0.3, 2.0, 0.2, 0.7),
        ]
    ],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fixtures/features.json.gz")
with open(path, "wb") as file:
    file.write(gzip.compress(json.dumps(fixture, separators=(",", ":")).encode(), mtime=0))
print(os.path.getsize(path), file=sys.stderr)
