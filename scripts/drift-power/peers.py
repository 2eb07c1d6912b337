"""Verdicts of Evidently and frouros, as they come, on tables of how often each user did each action.

Reads one JSON line {"reference": [[...]], "current": [[...]]} a run, and writes one of verdicts.
pip install evidently frouros
"""
import json
import sys
import warnings
from importlib.metadata import version

warnings.filterwarnings("ignore")
import numpy as np
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
from frouros.callbacks import PermutationTestDistanceBased
from frouros.detectors.data_drift import KSTest, MMD

ALPHA = 0.05
SHARE = 0.5  # of columns, from which on Evidently calls the data set drifted


def evidently(reference, current):
    names = [f"c{i}" for i in range(reference.shape[1])]
    frames = [pd.DataFrame(x, columns=names) for x in (current, reference)]
    result = Report([DataDriftPreset()]).run(*frames).dict()
    share = next(m["value"]["share"] for m in result["metrics"] if "DriftedColumnsCount" in str(m))
    return {"Evidently, data set": bool(share >= SHARE), "Evidently, any column": bool(share > 0)}


def frouros(reference, current):
    p = []
    for column in range(reference.shape[1]):
        test = KSTest()
        test.fit(X=reference[:, column])
        p.append(test.compare(X=current[:, column])[0].p_value)
    # the kernel test is quadratic in users and is run 100 times: 300 of either side
    mmd = MMD(callbacks=[PermutationTestDistanceBased(num_permutations=100, random_state=1, num_jobs=1, name="permuted")])
    mmd.fit(X=reference[:300])
    _, logs = mmd.compare(X=current[:300])
    return {
        "frouros KS, any column": bool(min(p) < ALPHA),
        "frouros KS, Bonferroni": bool(min(p) * len(p) < ALPHA),
        "frouros MMD, 300 users": bool(logs["permuted"]["p_value"] < ALPHA),
    }


print(json.dumps({"versions": {name: version(name) for name in ("evidently", "frouros")}}), flush=True)
for line in sys.stdin:
    tables = json.loads(line)
    reference, current = (np.array(tables[side], dtype=float) for side in ("reference", "current"))
    print(json.dumps({**evidently(reference, current), **frouros(reference, current)}), flush=True)
