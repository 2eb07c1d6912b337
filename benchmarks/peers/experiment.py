"""Effects by segment in Python: scipy's Welch test for each metric, over all users and in each segment."""

from peer import require, serve

np = require("numpy")
stats = require("scipy.stats", "scipy")


def load(params, folder):
    n = params["n"]
    arms = np.fromfile(f"{folder}/arms.u8", np.uint8)
    groups = np.fromfile(f"{folder}/groups.u8", np.uint8)
    values = np.fromfile(f"{folder}/values.f64", np.float64).reshape(params["metrics"], n)
    return arms, groups, values


def run(data, params):
    arms, groups, values = data
    treated = arms == 1
    overall, by_segment = [], []
    for metric in values:
        overall.append(stats.ttest_ind(metric[treated], metric[~treated], equal_var=False).pvalue)
        for segment in range(params["segments"]):
            own = groups == segment
            by_segment.append(stats.ttest_ind(metric[own & treated], metric[own & ~treated], equal_var=False).pvalue)
    return overall, by_segment, stats.false_discovery_control(by_segment)


def describe(result, data):
    return {"n": data[2].shape[1], "d": data[2].shape[0], "result": float(result[0][0])}


serve("scipy", load, run, describe)
