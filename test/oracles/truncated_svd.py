"""Truncated SVD of scikit-learn on small sparse data, with whole-number weights as replication: writes test/fixtures/truncated_svd.json.gz."""

import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import TruncatedSVD

rng = np.random.default_rng(8)
points = (rng.random((80, 40)) * (rng.random((80, 40)) < 0.2) * rng.random(40) * 4).astype(np.float32)
weights = rng.integers(1, 5, size=80)
replicated = np.repeat(points, weights, axis=0).astype(np.float64)
fitted = TruncatedSVD(n_components=5, algorithm="arpack", random_state=0).fit(replicated)
signs = np.sign(fitted.components_[np.arange(5), np.abs(fitted.components_).argmax(axis=1)])
n = len(replicated)

fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "points": points.tolist(),
    "weights": weights.tolist(),
    "embedding": (fitted.transform(points.astype(np.float64)) * signs).tolist(),
    "components": (fitted.components_ * signs[:, None]).tolist(),
    "singularValues": fitted.singular_values_.tolist(),
    # its variances have divisor n
    "explainedVariance": (fitted.explained_variance_ * n / (n - 1)).tolist(),
    "explainedVarianceRatio": fitted.explained_variance_ratio_.tolist(),
}
target = Path(__file__).parent.parent / "fixtures" / "truncated_svd.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
