"""Data of the test suites of Python's hdbscan and scikit-learn, and what both libraries make of it, written to
test/fixtures/hdbscan_cases.json.gz. The tests that translate the suites' cases are test/clustering/hdbscan-cases.test.ts.

Points are rounded to 32-bit floats before the libraries see them. They hold ties of mutual reachability, which the
libraries break by chance, so that a few points may differ.
"""
import gzip
import importlib.metadata
import json
import pathlib
import sys
import warnings

sys.path.pop(0)  # this folder, where a file would be taken for the library

import hdbscan  # noqa: E402
import numpy as np  # noqa: E402
import sklearn.cluster  # noqa: E402
from hdbscan.flat import HDBSCAN_flat  # noqa: E402
from sklearn.datasets import make_blobs, make_moons  # noqa: E402
from sklearn.model_selection import train_test_split  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils import shuffle  # noqa: E402

warnings.filterwarnings("ignore")


def blobs():
    points, truth = shuffle(*make_blobs(n_samples=200, random_state=10), random_state=7)
    return StandardScaler().fit_transform(points), truth


def noisy():
    two, _ = make_blobs(n_samples=200, centers=[(-0.75, 2.25), (1.0, 2.0)], cluster_std=0.25, random_state=42)
    moons, _ = make_moons(n_samples=200, noise=0.05, random_state=42)
    return np.vstack([two, moons, np.random.default_rng(seed=42).uniform(-1.0, 3.0, (50, 2))])


def uneven():
    centers = [[-0.85, -0.85], [-0.85, 0.85], [3, 3], [3, -3]]
    return make_blobs(n_samples=750, centers=centers, cluster_std=[0.2, 0.35, 1.35, 1.35], random_state=0)


def single_linkage():
    points, _ = shuffle(*make_blobs(n_samples=50, random_state=1), random_state=7)
    return StandardScaler().fit_transform(points)


def flat():
    centers = [(0, 2), (-0.2, 0), (0.2, 0), (1.5, 0), (2.0, 1.0), (2.5, 0.0)]
    std = [0.5, 0.08, 0.06, 0.35, 0.35, 0.35]
    six, six_truth = make_blobs(n_samples=[70, 30, 80, 100, 40, 150], centers=centers, cluster_std=std, random_state=1)
    moons, moon_truth = make_moons(n_samples=300, noise=0.07, random_state=42)
    points = np.vstack([six, moons + 3.0])
    train, test, _, _ = train_test_split(
        points, np.concatenate([six_truth, moon_truth + 6]), test_size=0.2, random_state=42
    )
    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(test)


def as_floats(points):
    return np.asarray(points).astype(np.float32).astype(np.float64)


def fitted(points, **settings):
    return hdbscan.HDBSCAN(algorithm="generic", **settings).fit(points)


def answers_of(model):
    result = {"labels": model.labels_.tolist(), "probabilities": np.round(model.probabilities_, 7).tolist()}
    if hasattr(model, "outlier_scores_"):
        result["outlierScores"] = np.round(model.outlier_scores_, 7).tolist()
    return result


def flat_cases(train, test):
    def of(count, method):
        model = HDBSCAN_flat(train, n_clusters=count, cluster_selection_method=method, algorithm="generic")
        return {"clusters": count, "method": method, "labels": model.labels_.tolist()}

    base = fitted(train, prediction_data=True)
    labels, probabilities = hdbscan.approximate_predict(base, test)
    return {
        "cuts": [of(4, "eom"), of(6, "leaf")],
        "eom": answers_of(base),
        "leaf": answers_of(fitted(train, cluster_selection_method="leaf")),
        "predicted": {"labels": labels.tolist(), "probabilities": np.round(probabilities, 7).tolist()},
    }


def main():
    points, truth = blobs()
    points = as_floats(points)
    uneven_points, uneven_truth = uneven()
    two_centers, _ = make_blobs(n_samples=1000, random_state=0, centers=[(0.0, 0.0), (3.0, 3.0)], cluster_std=0.5)
    wide = as_floats(StandardScaler().fit_transform(make_blobs(n_samples=50, random_state=0, n_features=64)[0]))
    no_structure = as_floats(np.random.RandomState(0).rand(150, 2))
    four = as_floats(
        make_blobs(n_samples=50, centers=[(1, 0), (-1, 0), (-1, 1), (1, 1)], cluster_std=0.2, random_state=42)[0]
    )
    distinct, distinct_truth = make_blobs(48, random_state=3, centers=[[0, 0], [10, 0], [0, 10]])
    noisy_points, single, (train, test) = as_floats(noisy()), as_floats(single_linkage()), map(as_floats, flat())
    sets = {
        "blobs": points,
        "noisy": noisy_points,
        "uneven": as_floats(uneven_points),
        "centers": as_floats(two_centers),
        "wide": wide,
        "noStructure": no_structure,
        "four": four,
        "distinct": as_floats(distinct),
        "single": single,
        "train": train,
        "test": test,
    }
    alone = {"min_cluster_size": 5, "allow_single_cluster": True}
    predictor = fitted(points, prediction_data=True)
    queries = np.array([[-1.5, -1.0], [1.5, -1.0], [0.0, 0.0]])
    sklearn_of = lambda p, **s: sklearn.cluster.HDBSCAN(copy=True, **s).fit(p)  # noqa: E731
    fixture = {
        "library": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("hdbscan", "scikit-learn", "numpy")),
        "sets": {name: [float(f"{x:.9g}") for x in rows.ravel()] for name, rows in sets.items()},
        "columns": {name: rows.shape[1] for name, rows in sets.items()},
        "truth": {"blobs": truth.tolist(), "uneven": uneven_truth.tolist(), "distinct": distinct_truth.tolist()},
        "hdbscan": {
            "blobs": answers_of(fitted(points)),
            "noisy": answers_of(fitted(noisy_points)),
            "wide": answers_of(fitted(wide)),
            "single": answers_of(fitted(no_structure, **alone)),
            "singleEpsilon": answers_of(fitted(no_structure, cluster_selection_epsilon=0.2, **alone)),
            "persistence": answers_of(fitted(no_structure, min_cluster_size=5, cluster_selection_persistence=0.5)),
            "maxSize": answers_of(fitted(four, max_cluster_size=10, allow_single_cluster=True)),
            "cut": predictor.dbscan_clustering(0.3).tolist(),
            # The other algorithms give other trees: Boruvka approximate ones, Prim's with the point itself counted.
            "robustSingleLinkage": {
                str(cut): hdbscan.robust_single_linkage(single, cut, alpha=1.0, algorithm="generic")[0].tolist()
                for cut in (0.4, 0.45, 0.6)
            },
            "queries": queries.tolist(),
            "queryLabels": hdbscan.approximate_predict(predictor, queries)[0].tolist(),
        },
        "scikitLearn": {
            "blobs": answers_of(sklearn_of(points, min_samples=6)),
            "uneven": answers_of(sklearn_of(sets["uneven"], min_samples=6)),
            "singleEpsilon": answers_of(sklearn_of(no_structure, min_samples=5, cluster_selection_epsilon=0.18, **alone)),
        },
        "flat": flat_cases(train, test),
    }
    path = pathlib.Path(__file__).parent.parent / "fixtures" / "hdbscan_cases.json.gz"
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps(fixture, separators=(",", ":")).encode())


main()
