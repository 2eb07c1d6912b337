"""scikit-learn's brute force, or pynndescent, on the same points."""

import json
import sys

from peer import require, serve

numpy = require("numpy")
exact = json.loads(sys.argv[1])["method"] == "exact"
if exact:
    NearestNeighbors = require("sklearn.neighbors", "scikit-learn").NearestNeighbors
else:
    NNDescent = require("pynndescent").NNDescent


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = numpy.fromfile(f"{folder}/points.f32", dtype=numpy.float32).reshape(shape)
    run(points[:2000], params)  # compiles
    return points


def run(points, params):
    if exact:
        return NearestNeighbors(n_neighbors=15, algorithm="brute", n_jobs=2).fit(points).kneighbors()[1]
    return NNDescent(points, n_neighbors=16, random_state=1, n_jobs=2).neighbor_graph[0][:, 1:]


def describe(indices, points):
    n = len(points)
    sample = [s * n // min(n, 256) for s in range(min(n, 256))]
    return {"n": n, "d": points.shape[1], "result": indices[sample].tolist()}


serve("scikit-learn" if exact else "pynndescent", load, run, describe)
