"""openTSNE on the same points: interpolated pushes (FFT), two threads, with a seed."""

import json

from peer import require, serve

numpy = require("numpy")
TSNE = require("openTSNE").TSNE


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    points = numpy.fromfile(f"{folder}/points.f32", dtype=numpy.float32).reshape(shape)
    tsne(params, early_exaggeration_iter=5, n_iter=5).fit(points[:1500])  # compiles
    return points


def tsne(params, **iterations):
    return TSNE(
        perplexity=params["perplexity"], negative_gradient_method="fft", n_jobs=2, random_state=1, **iterations
    )


def run(points, params):
    return tsne(params).fit(points)


def describe(layout, points):
    return {"n": len(points), "d": points.shape[1], "result": numpy.asarray(layout).tolist()}


serve("openTSNE", load, run, describe)
