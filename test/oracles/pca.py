"""PCA of scikit-learn on small data, with whole-number weights as replication: writes test/fixtures/pca.json.gz."""

import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import PCA

rng = np.random.default_rng(5)
points = (rng.normal(size=(60, 7)) @ rng.normal(size=(7, 7)) + rng.normal(size=7)).astype(np.float32)
weights = rng.integers(1, 5, size=60)
fitted = PCA(n_components=4, svd_solver="full").fit(np.repeat(points, weights, axis=0).astype(np.float64))
signs = np.sign(fitted.components_[np.arange(4), np.abs(fitted.components_).argmax(axis=1)])

fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "points": points.tolist(),
    "weights": weights.tolist(),
    "embedding": (fitted.transform(points.astype(np.float64)) * signs).tolist(),
    "components": (fitted.components_ * signs[:, None]).tolist(),
    "mean": fitted.mean_.tolist(),
    "explainedVariance": fitted.explained_variance_.tolist(),
    "explainedVarianceRatio": fitted.explained_variance_ratio_.tolist(),
    "singularValues": fitted.singular_values_.tolist(),
}
target = Path(__file__).parent.parent / "fixtures" / "pca.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
