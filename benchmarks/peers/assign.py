"""Labels of new vectors by hdbscan.approximate_predict or by scikit-learn's 5 nearest neighbors, together or one at a time."""

import json
import time
import warnings

from peer import require, serve

np = require("numpy")
hdbscan = require("hdbscan")
neighbors = require("sklearn.neighbors")
warnings.filterwarnings("ignore")


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = np.fromfile(f"{folder}/points.f32", np.float32).reshape(shape["rows"], shape["cols"])
    training, fresh = points[: shape["training"]], points[shape["training"] :]
    fitted = hdbscan.HDBSCAN(min_cluster_size=100, min_samples=5, core_dist_n_jobs=2, prediction_data=True).fit(training)
    if params["method"] == "hdbscan":
        return (lambda rows: hdbscan.approximate_predict(fitted, rows)[0]), fresh
    nearest = neighbors.KNeighborsClassifier(5, n_jobs=2).fit(training, fitted.labels_)
    return nearest.predict, fresh


def run(loaded, params):
    predict, fresh = loaded
    if not params["single"]:
        return predict(fresh), []
    labels, times = [], []
    for row in fresh:
        started = time.perf_counter()
        labels.extend(predict(row[None, :]))
        times.append(1000 * (time.perf_counter() - started))
    return labels, sorted(times)


def describe(found, loaded):
    labels, times = found
    p50 = times[len(times) // 2] if times else 0
    p99 = times[int(len(times) * 0.99)] if times else 0
    return {"n": len(labels), "d": loaded[1].shape[1], "result": {"p50": p50, "p99": p99}}


serve("hdbscan", load, run, describe)
