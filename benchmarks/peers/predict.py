"""New points placed by hdbscan.approximate_predict; the clustering itself is made while loading."""

import json
import warnings

from peer import require, serve

np = require("numpy")
hdbscan = require("hdbscan")
warnings.filterwarnings("ignore")


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape)
    fitted = hdbscan.HDBSCAN(
        min_cluster_size=params["minClusterSize"],
        min_samples=params["minSamples"],
        core_dist_n_jobs=2,
        prediction_data=True,
    ).fit(points[: params["training"]])
    return fitted, points[params["training"] :]


def run(loaded, params):
    labels, _ = hdbscan.approximate_predict(*loaded)
    return labels


def describe(labels, loaded):
    _, queries = loaded
    return {"n": queries.shape[0], "d": queries.shape[1], "result": labels.tolist()}


serve("hdbscan", load, run, describe)
