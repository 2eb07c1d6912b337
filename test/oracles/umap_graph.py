"""umap-learn's fuzzy graph, its intersection with labels, and its curve, for given neighbours: writes test/fixtures/umap_graph.json.gz."""

import gzip
import json
from pathlib import Path

import numpy as np
import umap
from sklearn.neighbors import NearestNeighbors
from umap.umap_ import discrete_metric_simplicial_set_intersection, find_ab_params, fuzzy_simplicial_set

rng = np.random.default_rng(3)
points = np.vstack([rng.normal(size=(70, 6)), rng.normal(size=(50, 6)) * 0.2 + 4]).astype(np.float32)
points[5:9] = points[4]  # equal rows
distances, indices = NearestNeighbors(n_neighbors=12, algorithm="brute").fit(points).kneighbors(points)
for i in range(len(points)):  # the point itself first, as umap-learn's own search has it
    at = list(indices[i]).index(i) if i in indices[i] else 11
    order = [at] + [j for j in range(12) if j != at]
    indices[i], distances[i] = indices[i][order], distances[i][order]
    indices[i][0], distances[i][0] = i, 0

cases = []
for mix, connectivity in [(1.0, 1.0), (0.3, 1.0), (1.0, 2.5), (1.0, 0.5)]:
    graph, sigmas, rhos = fuzzy_simplicial_set(
        points, 12, np.random.RandomState(0), "euclidean", knn_indices=indices, knn_dists=distances,
        set_op_mix_ratio=mix, local_connectivity=connectivity,
    )
    graph = graph.tocsr()
    graph.sort_indices()
    cases.append({
        "setOpMixRatio": mix, "localConnectivity": connectivity, "sigmas": sigmas.tolist(), "rhos": rhos.tolist(),
        "offsets": graph.indptr.tolist(), "columns": graph.indices.tolist(), "values": graph.data.tolist(),
    })
labels = rng.integers(-1, 3, size=len(points))
graph, _, _ = fuzzy_simplicial_set(
    points, 12, np.random.RandomState(0), "euclidean", knn_indices=indices, knn_dists=distances
)
targets = []
for weight in [0, 0.5, 0.8, 1]:
    far = 2.5 / (1 - weight) if weight < 1 else 1e12  # as UMAP.fit has it
    met = discrete_metric_simplicial_set_intersection(graph.copy(), labels, far_dist=far).tocsr()
    met.sort_indices()
    targets.append({
        "weight": weight, "offsets": met.indptr.tolist(), "columns": met.indices.tolist(), "values": met.data.tolist(),
    })
fixture = {
    "library": f"umap-learn {umap.__version__}",
    "indices": indices[:, 1:].tolist(),
    "distances": distances[:, 1:].astype(np.float32).tolist(),
    "cases": cases,
    "labels": labels.tolist(),
    "targets": targets,
    "curves": [[d, s, *map(float, find_ab_params(s, d))] for d, s in [(0.1, 1), (0, 1), (0.5, 1), (0.25, 2), (0.99, 1), (0.001, 0.5)]],
}
target = Path(__file__).parent.parent / "fixtures" / "umap_graph.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
