"""Streams, and where river's ADWIN finds changes: test/fixtures/drift.json.gz.

    python test/oracles/drift.py
"""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import river
from river.drift import ADWIN


def alarms(values, **options):
    detector = ADWIN(**options)
    found = []
    for i, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            found.append(i)
    return {"options": options, "alarms": found, "width": detector.width, "mean": detector.estimation}


def case(name, values, *settings):
    values = [round(float(value), 6) for value in values]
    return {"name": name, "values": values, "runs": [alarms(values, **options) for options in settings]}


rng = random.Random(12345)
docstring = rng.choices([0, 1], k=1000) + rng.choices(range(4, 8), k=1000)
gen = np.random.default_rng(7)
steps = np.concatenate([gen.normal(level, 1, 400) for level in (0, 1, 1, -1, 3)])
slope = gen.normal(0, 0.5, 1500) + np.arange(1500) / 500
fine = {"delta": 0.05, "clock": 8, "max_buckets": 7, "min_window_length": 10, "grace_period": 50}
cases = [
    case("docstring", docstring, {}, fine),
    case("steps", steps, {}, fine),
    case("slope", slope, {}, fine),
    case("bernoulli", gen.random(1500) < 0.2, {}, fine),
    case("constant", np.ones(300), {}),
]
out = Path(__file__).parent.parent / "fixtures" / "drift.json.gz"
data = {"made_with": {"river": river.__version__, "numpy": np.__version__}, "cases": cases}
out.write_bytes(gzip.compress(json.dumps(data).encode(), 9, mtime=0))
for c in cases:
    print(c["name"], [(r["alarms"], r["width"]) for r in c["runs"]])
