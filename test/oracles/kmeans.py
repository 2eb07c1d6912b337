"""K-means of scikit-learn from given starts: writes test/fixtures/kmeans.json.gz.

Lloyd without a tolerance, in 64-bit floats of 32-bit numbers; weights as sample_weight, once as replication.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans

rng = np.random.default_rng(11)


def case(name, points, k, weights=None, replicate=False):
    points = points.astype(np.float32)
    start = points[rng.choice(len(points), k, replace=False)]
    rows = np.repeat(points, weights, axis=0) if replicate else points
    fitted = KMeans(k, init=start.astype(np.float64), n_init=1, tol=0, max_iter=1000, algorithm="lloyd")
    fitted.fit(rows.astype(np.float64), sample_weight=None if replicate or weights is None else weights)
    return {
        "name": name,
        "points": points.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "start": start.tolist(),
        "labels": fitted.predict(points.astype(np.float64)).tolist(),
        "centers": fitted.cluster_centers_.tolist(),
        "inertia": float(fitted.inertia_),
        "iterations": int(fitted.n_iter_),
    }


def blobs(n, d, groups, spread):
    return (rng.normal(size=(groups, d)) * 4)[rng.integers(0, groups, n)] + rng.normal(size=(n, d)) * spread


fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "cases": [
        case("blobs", blobs(300, 4, 6, 1.0), 6),
        case("noise in 16 columns", rng.random((200, 16)), 9),
        case("a line", rng.normal(size=(150, 1)), 5),
        case("weighted", blobs(150, 3, 5, 2.0), 7, rng.integers(1, 9, 150)),
        case("replicated", blobs(80, 2, 4, 1.5), 5, rng.integers(1, 5, 80), replicate=True),
        case("far from zero", blobs(150, 5, 4, 1.0) + 1e4, 4),
    ],
}
target = Path(__file__).parent.parent / "fixtures" / "kmeans.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
