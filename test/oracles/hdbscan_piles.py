"""Piles of equal rows, and what Python's hdbscan and scikit-learn make of them, written to
test/fixtures/hdbscan_piles.json.gz.

Piles of several sizes around the minimum lie in 1, 2 or 16 columns; stragglers, rows that stand alone, lie outside, each
much farther out than the one before, so that none is between two piles. A case is kept where all five algorithms of
hdbscan and all three of scikit-learn, whose `min_samples` counts the point itself and is given one more, give the same
labels and probabilities to all rows, in five orders of the rows: the rest depends on how ties are broken. hdbscan's
outlier scores are kept where they are numbers: beside a pile it gives NaN. scikit-learn is not asked where
`cluster_selection_epsilon` is set: version 1.9.1 fails with a TypeError there.
"""
import gzip
import importlib.metadata
import json
import pathlib
import sys
import warnings

sys.path.pop(0)  # this folder, where a file would be taken for the library

import hdbscan  # noqa: E402
import numpy as np  # noqa: E402
import sklearn.cluster  # noqa: E402

warnings.filterwarnings("ignore")

ORDERS = 5
HDBSCAN = ("generic", "prims_kdtree", "prims_balltree", "boruvka_kdtree", "boruvka_balltree")
SCIKIT_LEARN = ("brute", "kd_tree", "ball_tree")
SETTINGS = [
    {},
    {"allow_single_cluster": True},
    {"cluster_selection_method": "leaf"},
    {"cluster_selection_epsilon": 4.0},
    {"max_cluster_size": 30},
]
COLUMNS = (1, 2, 16)
DRAWS = 36  # of each setting in each number of columns


def draw(rng, columns):
    size = int(rng.integers(3, 10))
    samples = size if rng.uniform() < 0.6 else int(rng.integers(1, size + 2))
    piles = int(rng.integers(1, 6))
    stragglers = int(rng.integers(0, 5))
    points = rng.uniform(-10, 10, (piles + stragglers, columns))
    for i in range(stragglers):
        points[piles + i] *= 0.1
        points[piles + i, rng.integers(0, columns)] = rng.choice([-1, 1]) * 60 * 3.0**i * rng.uniform(1, 1.2)
    heights = (size - 1, size, size + 1, size + 2, 2 * size, 3 * size, 10 * size)
    weights = [int(rng.choice(heights)) for _ in range(piles)] + [1] * stragglers
    return np.round(points, 3).astype(np.float32), weights, size, samples


def answers(rows, size, samples, settings):
    """Labels, probabilities and outlier scores of each algorithm; the last are not scikit-learn's."""
    for algorithm in HDBSCAN:
        model = hdbscan.HDBSCAN(algorithm=algorithm, min_cluster_size=size, min_samples=samples, **settings).fit(rows)
        yield model.labels_, model.probabilities_, model.outlier_scores_
    if "cluster_selection_epsilon" in settings:
        return
    for algorithm in SCIKIT_LEARN:
        model = sklearn.cluster.HDBSCAN(
            algorithm=algorithm, min_cluster_size=size, min_samples=samples + 1, copy=True, **settings
        ).fit(rows)
        yield model.labels_, model.probabilities_, None


def canonical(labels):
    names = {-1: -1}
    return [names.setdefault(int(label), len(names) - 1) for label in labels]


def agreed(points, weights, size, samples, settings, rng):
    """What all say, one entry a point; None where one differs, or equal rows do."""
    exact = points.astype(np.float64)
    first = None
    for _ in range(ORDERS):
        copies = rng.permutation(np.repeat(np.arange(len(points)), weights))
        straight = np.argsort(copies, kind="stable")
        starts = np.cumsum([0, *weights[:-1]])
        for labels, probabilities, scores in answers(exact[copies], size, samples, settings):
            in_order = [labels[straight], np.round(probabilities[straight], 7)]
            of_points = [values[starts] for values in in_order]
            if any((np.repeat(of, weights) != all_).any() for of, all_ in zip(of_points, in_order)):
                return None
            of_piles = canonical(of_points[0]), of_points[1].tolist()
            if first is None:
                first = *of_piles, [None if np.isnan(x) else float(x) for x in np.round(scores[straight][starts], 7)]
            if of_piles != first[:2]:
                return None
    return first


def main():
    rng = np.random.default_rng(35)
    cases, drawn = [], 0
    for columns in COLUMNS:
        for settings in SETTINGS:
            for _ in range(DRAWS):
                points, weights, size, samples = draw(rng, columns)
                if sum(weights) <= max(size, samples + 1):  # fewer are refused
                    continue
                drawn += 1
                found = agreed(points, weights, size, samples, settings, rng)
                if found is None:
                    continue
                labels, probabilities, scores = found
                cases.append(
                    {
                        "settings": {"min_cluster_size": size, "min_samples": samples, **settings},
                        "points": [[float(f"{x:.9g}") for x in row] for row in points],
                        "weights": weights,
                        "labels": labels,
                        "probabilities": probabilities,
                        "outlierScores": scores,
                    }
                )
    libraries = ("hdbscan", "scikit-learn", "numpy")
    fixture = {
        "library": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries),
        "drawn": drawn,
        "cases": cases,
    }
    print(len(cases), "of", drawn, "cases are agreed upon")
    path = pathlib.Path(__file__).parent.parent / "fixtures" / "hdbscan_piles.json.gz"
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps(fixture, separators=(",", ":")).encode())


main()
