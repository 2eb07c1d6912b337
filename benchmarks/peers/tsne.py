"""openTSNE on the same points: interpolated pushes (FFT), two threads, with a seed."""

import json

from peer import require, serve

numpy = require("numpy")
TSNE = require("openTSNE").TSNE


def load(params, folder):
    with open(f"{folder}/shape.json", encoding="utf-8") as file:
        shape = json.load(file)
    return numpy.fromfile(f"{folder}/points.f32", dtype=numpy.float32).reshape(shape)


def run(points, params):
    reducer = TSNE(perplexity=params["perplexity"], negative_gradient_method="fft", n_jobs=2, random_state=1)
    return reducer.fit(points)


def describe(layout, points):
    return {"n": len(points), "d": points.shape[1], "result": numpy.asarray(layout).tolist()}


serve("openTSNE", load, run, describe)
