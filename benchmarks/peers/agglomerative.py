"""Hierarchies in Python: scipy's linkage."""

import json

from peer import require, serve

np = require("numpy")
hierarchy = require("scipy.cluster.hierarchy", "scipy")


def load(_, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    return np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape).astype(np.float64)


def run(points, params):
    return hierarchy.linkage(points, params["linkage"])


def describe(merges, points):
    return {"n": points.shape[0], "d": points.shape[1], "result": float(merges[:, 2].sum())}


serve("scipy", load, run, describe)
