"""umap-learn on the same points, with a seed."""

import json

from peer import require, serve

numpy = require("numpy")
UMAP = require("umap", "umap-learn").UMAP


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = numpy.fromfile(f"{folder}/points.f32", dtype=numpy.float32).reshape(shape)
    run(points[:4200], params)  # compiles what large inputs need: neighbours by descent begin at 4,096 rows
    return points


def run(points, params):
    return UMAP(n_components=params["nComponents"], random_state=1).fit_transform(points)


def describe(layout, points):
    return {"n": len(points), "d": points.shape[1], "result": layout.tolist()}


serve("umap-learn", load, run, describe)
