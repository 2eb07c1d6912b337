"""K-means in Python: scikit-learn's Lloyd from the first k rows, on two cores."""

import json

from peer import require, serve

np = require("numpy")
cluster = require("sklearn.cluster", "scikit-learn")


def load(_, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    return np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape)


def run(points, params):
    k = params["k"]
    return cluster.KMeans(k, init=points[:k], n_init=1, max_iter=300, tol=1e-4, algorithm="lloyd").fit(points)


def describe(fitted, points):
    return {"n": points.shape[0], "d": points.shape[1], "result": fitted.labels_.tolist()}


serve("scikit-learn", load, run, describe)
