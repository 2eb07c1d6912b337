"""The mean silhouette in Python: scikit-learn's silhouette_score, on two threads."""

import json

from peer import require, serve

np = require("numpy")
metrics = require("sklearn.metrics", "scikit-learn")


def load(_, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    return np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape)


def run(points, params):
    return metrics.silhouette_score(points, np.arange(len(points)) % params["k"], n_jobs=2)


def describe(score, points):
    return {"n": points.shape[0], "d": points.shape[1], "result": float(score)}


serve("scikit-learn", load, run, describe)
