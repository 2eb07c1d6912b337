"""Trustworthiness of scikit-learn on small pictures: writes test/fixtures/trustworthiness.json.gz.

Continuity is trustworthiness with the two spaces exchanged.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

rng = np.random.default_rng(8)
centers = rng.normal(size=(6, 12)) * 4
points = (centers[rng.integers(0, 6, 150)] + rng.normal(size=(150, 12))).astype(np.float32)
pictures = {
    "pca": PCA(n_components=2, svd_solver="full").fit_transform(points).astype(np.float32),
    "noise": rng.normal(size=(150, 2)).astype(np.float32),
}
fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "points": points.tolist(),
    "pictures": {name: picture.tolist() for name, picture in pictures.items()},
    "scores": [
        {
            "picture": name,
            "k": k,
            "metric": metric,
            "trustworthiness": trustworthiness(points, picture, n_neighbors=k, metric=metric),
            "continuity": trustworthiness(picture, points, n_neighbors=k) if metric == "euclidean" else None,
        }
        for name, picture in pictures.items()
        for k in (1, 5, 40, 74)
        for metric in ("euclidean", "cosine")
    ],
}
target = Path(__file__).parent.parent / "fixtures" / "trustworthiness.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
