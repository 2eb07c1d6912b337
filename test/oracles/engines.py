"""DBSCAN, OPTICS and Gaussian mixtures of scikit-learn, hierarchies of scipy, and all of them on iris: writes
test/fixtures/engines.json.gz.

Points are 32-bit floats, handed over as 64-bit ones, in lexicographic order: scikit-learn's OPTICS starts with the first.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import DBSCAN, OPTICS, KMeans, cluster_optics_dbscan
from sklearn.datasets import load_iris
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score, silhouette_score
from sklearn.mixture import GaussianMixture

rng = np.random.default_rng(5)


def lexicographic(points):
    points = np.asarray(points, np.float32)
    return points[np.lexsort(points.T[::-1])].astype(np.float64)


def blobs(n, d, groups, spread):
    return (rng.normal(size=(groups, d)) * 6)[rng.integers(0, groups, n)] + rng.normal(size=(n, d)) * spread


def numbers(values):
    return [None if not np.isfinite(value) else float(value) for value in values]


def dbscan(points, eps, min_samples, weights=None):
    points = lexicographic(points)
    fitted = DBSCAN(eps=eps, min_samples=min_samples).fit(points, sample_weight=weights)
    return {
        "points": points.tolist(),
        "eps": eps,
        "minSamples": min_samples,
        "weights": None if weights is None else weights.tolist(),
        "core": fitted.core_sample_indices_.tolist(),
        "labels": fitted.labels_.tolist(),
    }


def optics(points, min_samples, xi, min_cluster_size, eps):
    points = lexicographic(points)
    fitted = OPTICS(min_samples=min_samples, xi=xi, min_cluster_size=min_cluster_size).fit(points)
    cut = cluster_optics_dbscan(
        reachability=fitted.reachability_, core_distances=fitted.core_distances_, ordering=fitted.ordering_, eps=eps
    )
    return {
        "points": points.tolist(),
        "minSamples": min_samples,
        "xi": xi,
        "minClusterSize": min_cluster_size,
        "eps": eps,
        "order": fitted.ordering_.tolist(),
        "reachability": numbers(fitted.reachability_),
        "core": numbers(fitted.core_distances_),
        "xiLabels": fitted.labels_.tolist(),
        "epsLabels": cut.tolist(),
    }


def hierarchy(points, k):
    points = lexicographic(points)
    trees = {}
    for method in ("ward", "average", "complete", "single"):
        tree = linkage(points, method)
        trees[method] = {"heights": tree[:, 2].tolist(), "labels": fcluster(tree, k, "maxclust").tolist()}
    return {"points": points.tolist(), "k": k, "trees": trees}


class FromLabels(GaussianMixture):
    """A mixture that starts at given clusters."""

    def _initialize_parameters(self, X, random_state, **_):
        resp = np.zeros((len(X), self.n_components))
        resp[np.arange(len(X)), self.start_] = 1
        self._initialize(X, resp)


def mixture(points, k, covariance, weights=None):
    points = lexicographic(points)
    start = np.arange(len(points)) * k // len(points)
    rows = points if weights is None else np.repeat(points, weights, axis=0)
    starts = start if weights is None else np.repeat(start, weights)
    regularization = 1e-6 * float(rows.var(axis=0).mean())
    fitted = FromLabels(k, covariance_type=covariance, reg_covar=regularization, tol=1e-5, max_iter=200)
    fitted.start_ = starts
    fitted.fit(rows)
    return {
        "points": points.tolist(),
        "k": k,
        "covariance": {"full": "full", "diag": "diagonal", "spherical": "spherical"}[covariance],
        "weights": None if weights is None else weights.tolist(),
        "start": start.tolist(),
        "iterations": int(fitted.n_iter_),
        "logLikelihood": float(fitted.score(rows) * len(rows)),
        "bic": float(fitted.bic(rows)),
        "labels": fitted.predict(points).tolist(),
        "means": fitted.means_.tolist(),
        "shares": fitted.weights_.tolist(),
        "covariances": fitted.covariances_.tolist(),
        "probabilities": fitted.predict_proba(points).max(axis=1).tolist(),
    }


def iris():
    data = load_iris()
    points = data.data.astype(np.float32).astype(np.float64)
    sums = []
    for k in (2, 3, 4, 5):
        fitted = KMeans(k, n_init=200, random_state=1, tol=0).fit(points)
        sums.append(
            {
                "k": k,
                "inertia": float(fitted.inertia_),
                "sizes": sorted(np.bincount(fitted.labels_).tolist(), reverse=True),
                "adjustedRandIndex": float(adjusted_rand_score(data.target, fitted.labels_)),
                "silhouette": float(silhouette_score(points, fitted.labels_)),
                "calinskiHarabasz": float(calinski_harabasz_score(points, fitted.labels_)),
                "daviesBouldin": float(davies_bouldin_score(points, fitted.labels_)),
            }
        )
    tree = linkage(points, "ward")
    ward = fcluster(tree, 3, "maxclust")
    return {
        "points": data.data.astype(np.float32).tolist(),
        "species": data.target.tolist(),
        "kmeans": sums,
        "ward": {
            "heights": tree[-5:, 2].tolist(),
            "sizes": sorted(np.bincount(ward)[1:].tolist(), reverse=True),
            "adjustedRandIndex": float(adjusted_rand_score(data.target, ward)),
        },
        "dbscan": [
            {"eps": eps, "noise": int((labels == -1).sum()), "sizes": sorted(np.bincount(labels[labels >= 0]).tolist(), reverse=True)}
            for eps in (0.5, 0.8)
            for labels in [DBSCAN(eps=eps, min_samples=5).fit(points).labels_]
        ],
    }


lattice = np.array([[i % 7, i // 7] for i in range(42)], np.float32)
fixture = {
    "library": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}",
    "dbscan": [
        dbscan(blobs(250, 2, 5, 0.8), 0.7, 5),
        dbscan(blobs(200, 5, 4, 1.0), 2.1, 4),
        dbscan(lattice, 1.0, 4),
        dbscan(blobs(120, 2, 4, 0.9), 0.6, 9, rng.integers(1, 5, 120)),
    ],
    "optics": [
        optics(blobs(220, 2, 4, 0.7), 5, 0.05, 5, 0.8),
        optics(np.vstack([rng.normal(size=(60, 2)) * 0.3, rng.normal(size=(90, 2)) * 2 + 9]), 6, 0.08, 12, 1.2),
        optics(blobs(150, 4, 3, 1.2), 4, 0.03, 8, 2.5),
    ],
    "hierarchies": [hierarchy(blobs(160, 3, 5, 1.2), 5), hierarchy(rng.random((90, 8)), 7), hierarchy(blobs(70, 2, 3, 1) + 1e4, 3)],
    "mixtures": [
        mixture(blobs(240, 3, 4, 1.5), 4, covariance, weights)
        for covariance in ("full", "diag", "spherical")
        for weights in (None, rng.integers(1, 4, 240))
    ],
    "iris": iris(),
}
target = Path(__file__).parent.parent / "fixtures" / "engines.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
