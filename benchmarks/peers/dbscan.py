"""DBSCAN in Python: scikit-learn's, on two threads."""

import json

from peer import require, serve

np = require("numpy")
cluster = require("sklearn.cluster", "scikit-learn")


def load(_, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    return np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape)


def run(points, params):
    return cluster.DBSCAN(eps=params["eps"], min_samples=params["minSamples"], n_jobs=2).fit(points)


def describe(fitted, points):
    return {"n": points.shape[0], "d": points.shape[1], "result": fitted.labels_.tolist()}


serve("scikit-learn", load, run, describe)
