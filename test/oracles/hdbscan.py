"""Reference results of Python's hdbscan, written to test/fixtures/hdbscan.json.gz.

Points are 32-bit floats without equal distances. Even so mutual reachability distances tie: all edges of a point within
its core distance weigh the same. hdbscan breaks such ties by chance, where we merge all at once. Data are drawn until
the result does not depend on how ties are broken (tried by jitter), so that every row can be compared.
"""
import gzip
import importlib.metadata
import json
import pathlib
import sys

sys.path.pop(0)  # this folder, where this file would be taken for the library

import hdbscan  # noqa: E402
import numpy as np  # noqa: E402

TRIES = 400
JITTERS = 40


def blobs(rng, n, d, centers, spread):
    middle = rng.uniform(-10, 10, (centers, d))
    return middle[rng.integers(0, centers, n)] + spread * rng.normal(size=(n, d))


def moons(rng, n):
    t = np.pi * rng.uniform(size=n)
    upper = np.stack([np.cos(t), np.sin(t)], 1)
    lower = np.stack([1 - np.cos(t), 0.4 - np.sin(t)], 1)
    return np.where(rng.uniform(size=(n, 1)) < 0.5, upper, lower) + 0.06 * rng.normal(size=(n, 2))


def nested(rng, n):
    scale = np.array([0.2, 0.5, 2.0])[rng.integers(0, 3, n)][:, None]
    return scale * rng.normal(size=(n, 3)) + np.round(rng.uniform(-1.4, 1.4, (n, 3))) * 3


SHAPES = {
    "blobs": lambda rng: blobs(rng, 120, 2, 4, 0.8),
    "moons": lambda rng: moons(rng, 100),
    "nested": lambda rng: nested(rng, 130),
    "noise": lambda rng: rng.uniform(size=(110, 4)),
    "wide": lambda rng: blobs(rng, 90, 16, 4, 2.5),
    "line": lambda rng: np.concatenate([rng.normal(c, 1, (30, 1)) for c in (0, 7, 30)]),
}
SETTINGS = [
    {"min_cluster_size": 5},
    {"min_cluster_size": 8, "min_samples": 3},
    {"min_cluster_size": 4, "min_samples": 1},
    {"min_cluster_size": 5, "cluster_selection_method": "leaf"},
    {"min_cluster_size": 5, "min_samples": 2, "cluster_selection_epsilon": 0.9},
    {"min_cluster_size": 5, "cluster_selection_method": "leaf", "cluster_selection_epsilon": 0.6},
    {"min_cluster_size": 10, "allow_single_cluster": True},
    {"min_cluster_size": 6, "max_cluster_size": 60},
    {"min_cluster_size": 4, "min_samples": 2, "cluster_selection_persistence": 0.4},
    {"min_cluster_size": 4, "min_samples": 1, "cluster_selection_persistence": 1.5, "cluster_selection_method": "leaf"},
]




def fit(points, settings):
    model = hdbscan.HDBSCAN(algorithm="generic", gen_min_span_tree=True, **settings).fit(points)
    return model.labels_, model.probabilities_, model.outlier_scores_, np.sort(model.minimum_spanning_tree_._mst[:, 2])


def fit_jittered(points, settings, rng):
    """The same, with every tie broken at random: hdbscan on mutual reachability distances with noise of 1e-10."""
    distances = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    core = np.sort(distances, 1)[:, settings.get("min_samples", settings["min_cluster_size"])]
    reach = np.maximum(distances, np.maximum(core[:, None], core[None]))
    noise = np.triu(rng.uniform(size=reach.shape), 1)
    reach *= 1 + 1e-10 * (noise + noise.T)
    np.fill_diagonal(reach, 0)
    model = hdbscan.HDBSCAN(metric="precomputed", **{**settings, "min_samples": 1}).fit(reach)
    return model.labels_, model.probabilities_, model.outlier_scores_


def same(a, b):
    """Equal up to the names of labels."""
    pairs = set(zip(a[0], b[0]))
    renamed = len(pairs) == len(set(a[0])) == len(set(b[0])) and all((x == -1) == (y == -1) for x, y in pairs)
    return renamed and all(np.allclose(x, y, rtol=0, atol=1e-7) for x, y in zip(a[1:], b[1:]))


def case(name, make, settings, rng):
    for _ in range(TRIES):
        points = make(rng).astype(np.float32)
        exact = points.astype(np.float64)
        *result, weights = fit(exact, settings)
        if len(set(result[0])) > 1 and all(same(result, fit_jittered(exact, settings, rng)) for _ in range(JITTERS)):
            break
    else:
        print("no data without ties:", name, settings)
        return None
    labels, probabilities, outliers = result
    print(name, settings, len(set(labels)), "labels")
    return {
        "name": name,
        "settings": settings,
        "points": [[float(x) for x in row] for row in points],
        "labels": labels.tolist(),
        "probabilities": np.round(probabilities, 7).tolist(),
        "outlierScores": np.round(outliers, 7).tolist(),
        "treeWeights": [float(f"{w:.9g}") for w in weights],
    }


def main():
    rng = np.random.default_rng(20)
    cases = [case(name, make, s, rng) for name, make in SHAPES.items() for s in SETTINGS]
    fixture = {
        "library": f"hdbscan {importlib.metadata.version('hdbscan')}, numpy {np.__version__}",
        "cases": [c for c in cases if c is not None],
    }
    path = pathlib.Path(__file__).parent.parent / "fixtures" / "hdbscan.json.gz"
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps(fixture, separators=(",", ":")).encode())


main()
