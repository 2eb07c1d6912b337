"""Kullback-Leibler divergence that t-SNE of openTSNE and scikit-learn reach on seeded points: writes test/fixtures/tsne.json.gz.

Both are judged by the exact divergence of their picture from the exact affinities (all pairs, perplexity to 1e-9), so that
neither is judged by its own approximations; the test does the same with ours.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import openTSNE
import sklearn
from scipy.spatial.distance import cdist
from sklearn.manifold import TSNE, trustworthiness

PERPLEXITY = 20
rng = np.random.default_rng(11)
centers = rng.normal(size=(8, 10)) * 3
points = np.round(centers[rng.integers(0, 8, 500)] + rng.normal(size=(500, 10)) * rng.uniform(0.5, 1.5, 10), 3)
n = len(points)


def affinities():
    """Joint probabilities over the 3 * perplexity nearest neighbours of each point."""
    squares = cdist(points, points, "sqeuclidean")
    np.fill_diagonal(squares, np.inf)
    conditional = np.zeros((n, n))
    for i in range(n):
        near = np.argsort(squares[i], kind="stable")[: 3 * PERPLEXITY]
        distances = squares[i, near] - squares[i, near[0]]
        low, high = 0.0, 1e6
        for _ in range(200):
            beta = (low + high) / 2
            p = np.exp(-beta * distances)
            p /= p.sum()
            entropy = -(p[p > 0] * np.log(p[p > 0])).sum()
            low, high = (beta, high) if np.exp(entropy) > PERPLEXITY else (low, beta)
        conditional[i, near] = p
    return (conditional + conditional.T) / (2 * n)


def divergence(p, picture):
    q = 1 / (1 + cdist(picture, picture, "sqeuclidean"))
    np.fill_diagonal(q, 0)
    q /= q.sum()
    held = p > 0
    return float((p[held] * np.log(p[held] / q[held])).sum())


p = affinities()
pictures = {
    f"openTSNE {openTSNE.__version__}": np.asarray(
        openTSNE.TSNE(perplexity=PERPLEXITY, negative_gradient_method="bh", neighbors="exact", random_state=1).fit(points)
    ),
    f"scikit-learn {sklearn.__version__}": TSNE(
        perplexity=PERPLEXITY, init="pca", method="exact", random_state=1
    ).fit_transform(points),
}
rows, cols = np.nonzero(np.triu(p))
fixture = {
    "perplexity": PERPLEXITY,
    "points": points.tolist(),
    "affinities": [[int(i), int(j), float(f"{p[i, j]:.7g}")] for i, j in zip(rows[:2000], cols[:2000])],
    "divergences": {name: divergence(p, picture) for name, picture in pictures.items()},
    "trustworthiness": {name: trustworthiness(points, picture, n_neighbors=10) for name, picture in pictures.items()},
}
print(fixture["divergences"], fixture["trustworthiness"])
target = Path(__file__).parent.parent / "fixtures" / "tsne.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
