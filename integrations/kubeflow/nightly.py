"""The pipeline of every night: python nightly.py nightly.yaml once.yaml compiles it, and the same without a registry.

The registry is a folder of a volume that all steps of `promote` share.
"""

import sys

from kfp import compiler, dsl, kubernetes

from components import assign, drift, extract, fit, promote

VOLUME = "seqment-registry"


@dsl.pipeline(name="seqment-nightly", description="Extract, retrain behind gates, report drift, assign every user.")
def nightly(
    source: str,
    start: str,
    end: str,
    user: str = "user_id",
    action: str = "event",
    time: str = "timestamp",
    window: str = "28d",
    every: str = "7d",
):
    """Events from `start` to `end` (a time such as 2026-11-01) out of `source`."""
    columns = {"user": user, "action": action, "time": time}
    extracted = extract(source=source, time=time, start=start, end=end)
    events = extracted.outputs["events"]
    promoted = promote(registry="/registry/models", window=window, every=every, events=events, **columns)
    kubernetes.mount_pvc(promoted, pvc_name=VOLUME, mount_path="/registry")
    promoted.set_caching_options(False)  # a registry changes
    champion = promoted.outputs["champion"]
    drift(model=champion, events=events, **columns)
    assign(model=champion, events=events, **columns)


@dsl.pipeline(name="seqment-once", description="Extract, fit one model, assign every user: no registry.")
def once(
    source: str,
    start: str,
    end: str,
    user: str = "user_id",
    action: str = "event",
    time: str = "timestamp",
    seed: int = 1,
):
    """As `nightly`, with a model of its own."""
    columns = {"user": user, "action": action, "time": time}
    events = extract(source=source, time=time, start=start, end=end).outputs["events"]
    model = fit(seed=seed, events=events, **columns).outputs["model"]
    assign(model=model, events=events, **columns)


if __name__ == "__main__":
    for pipeline, path in zip((nightly, once), sys.argv[1:]):
        compiler.Compiler().compile(pipeline, path)
