"""What scikit-learn's HDBSCAN makes of the tie-free data of test/fixtures/hdbscan.json.gz, written to
test/fixtures/hdbscan_scikit_learn.json.gz: for each case whose settings it has, labels, probabilities and the distances of
its single linkage tree. Its `min_samples` counts the point itself, so that it is given one more. Version 1.9.1 fails with
a TypeError wherever `cluster_selection_epsilon` merges clusters under numpy 2.4; these cases are left out, and counted.
"""
import gzip
import importlib.metadata
import json
import pathlib

import numpy as np
from sklearn.cluster import HDBSCAN

FOLDER = pathlib.Path(__file__).parent.parent / "fixtures"
NAMES = {
    "min_cluster_size",
    "cluster_selection_method",
    "cluster_selection_epsilon",
    "max_cluster_size",
    "allow_single_cluster",
}


def case(at, given):
    settings = given["settings"]
    if set(settings) - NAMES - {"min_samples"}:
        return None
    samples = settings.get("min_samples", settings["min_cluster_size"])
    asked = {name: value for name, value in settings.items() if name in NAMES}
    try:
        model = HDBSCAN(min_samples=samples + 1, algorithm="brute", copy=True, **asked).fit(np.array(given["points"]))
    except TypeError:
        return "failed"
    return {
        "case": at,
        "labels": model.labels_.tolist(),
        "probabilities": np.round(model.probabilities_, 7).tolist(),
        "treeWeights": [float(f"{w:.9g}") for w in np.sort(model._single_linkage_tree_["value"])],
    }


def main():
    with gzip.open(FOLDER / "hdbscan.json.gz") as file:
        given = json.load(file)["cases"]
    version = importlib.metadata.version("scikit-learn")
    cases = [case(at, each) for at, each in enumerate(given)]
    fixture = {
        "library": f"scikit-learn {version}, numpy {np.__version__}",
        "failed": cases.count("failed"),
        "cases": [c for c in cases if isinstance(c, dict)],
    }
    with gzip.GzipFile(FOLDER / "hdbscan_scikit_learn.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(fixture, separators=(",", ":")).encode())


main()
