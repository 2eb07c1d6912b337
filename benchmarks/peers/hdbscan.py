"""HDBSCAN in Python: hdbscan, fast_hdbscan or scikit-learn, as the parameters name it; two cores, as they come."""

import json
import sys
import warnings

from peer import require, serve

np = require("numpy")
warnings.filterwarnings("ignore")
NAME = json.loads(sys.argv[1])["peer"]


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    if NAME == "fast_hdbscan":  # compiles now, not when it is timed
        run(np.random.default_rng(0).normal(size=(500, shape[1])).astype(np.float32), params)
    return np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape)


def run(points, params):
    size, samples = params["minClusterSize"], params["minSamples"]
    if NAME == "hdbscan":
        return library.HDBSCAN(min_cluster_size=size, min_samples=samples, core_dist_n_jobs=2).fit_predict(points)
    if NAME == "fast_hdbscan":
        return library.HDBSCAN(min_cluster_size=size, min_samples=samples).fit_predict(points)
    return library.HDBSCAN(min_cluster_size=size, min_samples=samples + 1, n_jobs=2, copy=True).fit_predict(points)


def describe(labels, points):
    return {"n": points.shape[0], "d": points.shape[1], "result": labels.tolist()}


library = require("sklearn.cluster" if NAME == "scikit-learn" else NAME, NAME)
serve(NAME, load, run, describe)
