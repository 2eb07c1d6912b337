"""Agreement of labelings and spread of clusters by scikit-learn: writes test/fixtures/labelings.json.gz.

Variation of information is H(a) + H(b) - 2 MI of scikit-learn's mutual_info_score and scipy's entropy.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import entropy
from sklearn import metrics

rng = np.random.default_rng(3)


def measures(a, b):
    a, b = np.asarray(a), np.asarray(b)
    homogeneity, completeness, v = metrics.homogeneity_completeness_v_measure(a, b)
    mutual = metrics.mutual_info_score(a, b)
    return {
        "a": a.tolist(),
        "b": b.tolist(),
        "adjustedRandIndex": metrics.adjusted_rand_score(a, b),
        "adjustedMutualInformation": metrics.adjusted_mutual_info_score(a, b),
        "normalizedMutualInformation": metrics.normalized_mutual_info_score(a, b),
        "homogeneity": homogeneity,
        "completeness": completeness,
        "vMeasure": v,
        "vMeasureBeta": metrics.v_measure_score(a, b, beta=0.5),
        "fowlkesMallows": metrics.fowlkes_mallows_score(a, b),
        "variationOfInformation": max(0.0, entropy(np.unique(a, return_counts=True)[1]) + entropy(np.unique(b, return_counts=True)[1]) - 2 * mutual),
        "table": metrics.cluster.contingency_matrix(a, b).tolist(),
    }


def spread(n, d, k):
    points = rng.normal(size=(n, d)).astype(np.float32)
    labels = rng.integers(0, k, n)
    points += labels[:, None].astype(np.float32)
    weights = rng.integers(1, 4, n)
    rows, names = np.repeat(points.astype(np.float64), weights, axis=0), np.repeat(labels, weights)
    return {
        "points": points.tolist(),
        "labels": labels.tolist(),
        "weights": weights.tolist(),
        "calinskiHarabasz": metrics.calinski_harabasz_score(rows, names),
        "daviesBouldin": metrics.davies_bouldin_score(rows, names),
        "silhouette": metrics.silhouette_score(rows, names),
    }


noisy = rng.integers(-1, 4, 300)
fixture = {
    "library": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}",
    "labelings": [
        measures(rng.integers(0, 5, 200), rng.integers(0, 3, 200)),
        measures(noisy, np.where(rng.random(300) < 0.8, noisy, rng.integers(-1, 6, 300))),
        measures([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2]),
        measures([0] * 20, rng.integers(0, 3, 20)),
        measures([0] * 9, [0] * 9),
        measures(range(12), range(12)),
        measures(range(12), [0] * 12),
        measures([0, 1, 0, 1], [0, 0, 1, 1]),
        measures(np.repeat(np.arange(40), 25), rng.integers(0, 30, 1000)),
    ],
    "spreads": [spread(120, 3, 4), spread(60, 1, 2), spread(200, 8, 6)],
}
target = Path(__file__).parent.parent / "fixtures" / "labelings.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture, default=float).encode(), mtime=0))
