"""lifetimes beside `rfm`: BetaGeoFitter on the CDNOW summary, equal histories weighted."""

import json
import warnings

from peer import require, serve

warnings.filterwarnings("ignore")
lifetimes = require("lifetimes")
np = require("numpy")


def load(params, folder):
    with open(f"{folder}/cdnow.json") as file:
        return {name: np.array(values, dtype=float) for name, values in json.load(file).items()}


def run(data, params):
    model = lifetimes.BetaGeoFitter()
    return model.fit(data["frequency"], data["recency"], data["age"], weights=data["weights"])


def describe(model, data):
    log_params = np.log([model.params_[name] for name in ["r", "alpha", "a", "b"]])
    mean = -model._negative_log_likelihood(
        log_params, data["frequency"], data["recency"], data["age"], data["weights"], 0
    )
    customers = float(data["weights"].sum())
    return {"n": customers, "d": len(data["age"]), "result": float(mean * customers)}


serve("lifetimes", load, run, describe)
