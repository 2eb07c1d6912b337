"""Reference results of Python's hdbscan (DBCV, exemplars, soft memberships) and scikit-learn (silhouette), written to
test/fixtures/quality.json.gz.

All-points core distances make most mutual reachability distances of a point equal, so that a cluster has many minimum
spanning trees. hdbscan.validity takes the one that the order of rows leads to, where we take the one of the shortest
edges. Data are drawn until the index does not depend on the order of rows, so that the definition alone decides.
"""
import gzip
import importlib.metadata
import json
import pathlib
import sys

sys.path.pop(0)  # this folder, where a file might be taken for a library

import hdbscan  # noqa: E402
import numpy as np  # noqa: E402
from hdbscan import validity  # noqa: E402
from sklearn.metrics import pairwise_distances, silhouette_samples  # noqa: E402

TRIES = 1500
TRIED = 30


def blobs(rng, n, d, centers, spread):
    middle = rng.uniform(-10, 10, (centers, d))
    label = rng.integers(0, centers, n)
    return middle[label] + spread * rng.normal(size=(n, d)), label


def stretched(rng, n):
    label = rng.integers(0, 3, n)
    return np.stack([label * 3.0, rng.uniform(0, 12, n)], 1) + 0.5 * rng.normal(size=(n, 2)), label


SMALL = {
    "two blobs": lambda rng: blobs(rng, 16, 2, 2, 1.0),
    "three blobs": lambda rng: blobs(rng, 20, 2, 3, 1.5),
    "space": lambda rng: blobs(rng, 18, 3, 3, 1.5),
    "overlapping": lambda rng: blobs(rng, 20, 2, 3, 5.0),
    "wide": lambda rng: blobs(rng, 15, 16, 3, 3.0),
    "line": lambda rng: blobs(rng, 20, 1, 3, 1.0),
}
LARGE = {
    "stretched": lambda rng: stretched(rng, 150),
    "space": lambda rng: blobs(rng, 160, 3, 5, 1.5),
    "overlapping": lambda rng: blobs(rng, 120, 2, 3, 5.0),
    "wide": lambda rng: blobs(rng, 100, 17, 4, 3.0),
    "very wide": lambda rng: blobs(rng, 60, 64, 3, 5.0),
    "line": lambda rng: blobs(rng, 100, 1, 4, 1.0),
}


def dbcv(points, labels):
    index, each = validity.validity_index(points, labels, per_cluster_scores=True)
    return np.concatenate([[index], each])


def whichever_tree(points, labels, rng):
    index = dbcv(points, labels)
    for _ in range(TRIED):
        order = rng.permutation(len(points))
        other_order = dbcv(points[order], labels[order])
        other_tree = with_trees(points, labels, lambda length: rng.uniform(size=length.shape))
        if not all(np.allclose(other, index, rtol=0, atol=1e-9) for other in (other_order, other_tree)):
            return None
    return index


def shortest_edges(points, labels, rng):
    return with_trees(points, labels, lambda length: length)


def with_trees(points, labels, priority):
    """The index with Kruskal's trees of the edges in the order (mutual reachability, priority of the distance)."""
    raw = {}
    between, internal = validity.distances_between_points, validity.internal_minimum_spanning_tree

    def remember(X, labels, cluster_id, *rest, **options):
        reach, core = between(X, labels, cluster_id, *rest, **options)
        raw[id(reach)] = pairwise_distances(X[labels == cluster_id])
        return reach, core

    def kruskal(reach):
        n = len(reach)
        a, b = np.triu_indices(n, 1)
        component, tree = np.arange(n), []
        for i in np.lexsort((priority(raw[id(reach)][a, b]), reach[a, b])):
            if component[a[i]] != component[b[i]]:
                component[component == component[b[i]]] = component[a[i]]
                tree.append((a[i], b[i], reach[a[i], b[i]]))
        tree = np.array(tree)
        nodes = np.flatnonzero(np.bincount(tree[:, :2].astype(int).ravel(), minlength=n) > 1)
        inside = np.isin(tree[:, :2], nodes).all(axis=1)
        return nodes, tree[inside] if inside.any() else tree

    validity.distances_between_points, validity.internal_minimum_spanning_tree = remember, kruskal
    try:
        return dbcv(points, labels)
    finally:
        validity.distances_between_points, validity.internal_minimum_spanning_tree = between, internal


def quality_case(name, make, noise, index_of, rng):
    for _ in range(TRIES):
        points, labels = make(rng)
        points = points.astype(np.float32).astype(np.float64)
        labels = np.where(rng.uniform(size=len(labels)) < noise, -1, labels)
        if min(np.bincount(labels[labels >= 0], minlength=labels.max() + 1)) < 3:
            continue
        index = index_of(points, labels, rng)
        if index is not None:
            break
    else:
        print("no data whose index stands:", name)
        return None
    kept = labels >= 0
    print(name, noise, index)
    return {
        "name": f"{name}, {noise:.0%} noise, {index_of.__name__.replace('_', ' ')}",
        "points": points.tolist(),
        "labels": labels.tolist(),
        "validity": index[0],
        "perCluster": index[1:].tolist(),
        "silhouettes": np.round(silhouette_samples(points[kept], labels[kept]), 8).tolist(),
        "cosineSilhouettes": np.round(silhouette_samples(points[kept], labels[kept], metric="cosine"), 8).tolist(),
    }


def soft_case(case):
    """Exemplars and the top of the soft memberships, for the points of the fixture of hdbscan."""
    if {"cluster_selection_epsilon", "allow_single_cluster"} & case["settings"].keys():
        return None  # prediction data are of other clusters than the labels: those selected without these
    points = np.array(case["points"])
    model = hdbscan.HDBSCAN(algorithm="generic", prediction_data=False, **case["settings"]).fit(points)
    model.generate_prediction_data()
    if not np.array_equal(model.labels_, case["labels"]):
        return None
    row_of = {tuple(row): i for i, row in enumerate(points)}
    soft = hdbscan.all_points_membership_vectors(model)
    return {
        "exemplars": [sorted(row_of[tuple(row)] for row in rows) for rows in model.exemplars_],
        "top": soft.argmax(1).tolist(),
    }


def main():
    rng = np.random.default_rng(8)
    folder = pathlib.Path(__file__).parent.parent / "fixtures"
    quality = [
        quality_case(name, make, noise, index_of, rng)
        for shapes, index_of in ((SMALL, whichever_tree), (LARGE, shortest_edges))
        for name, make in shapes.items()
        for noise in (0, 0.15)
    ]
    with gzip.open(folder / "hdbscan.json.gz") as file:
        clustered = json.load(file)["cases"]
    version = importlib.metadata.version
    fixture = {
        "library": f"hdbscan {version('hdbscan')}, scikit-learn {version('scikit-learn')}, numpy {np.__version__}",
        "quality": [case for case in quality if case is not None],
        "soft": [soft_case(case) for case in clustered],
    }
    with gzip.GzipFile(folder / "quality.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(fixture, separators=(",", ":")).encode())


main()
