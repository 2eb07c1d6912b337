"""Distributions by mpmath with 50 digits, both tails down to 1e-300 and their inverses, and tests by scipy.stats: writes
test/fixtures/statistics.json.gz.

Each row of a distribution: x, density, P(X <= x), P(X > x), and where they are given by it: the quantile of that double P(X <= x), the
inverse survival of that double P(X > x).
"""

import gzip
import json
import sys
import time
import warnings
from pathlib import Path

sys.path.pop(0)  # this folder, where this file might be taken for a library

import mpmath  # noqa: E402
import numpy as np  # noqa: E402
import scipy  # noqa: E402
from mpmath import mp, mpf  # noqa: E402
from scipy import stats  # noqa: E402

mp.dps = 50
TARGETS = [1e-300, 1e-250, 1e-150, 1e-80, 1e-40, 1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.02, 0.1, 0.3, 0.49]
LEAST = mpf("1e-300")


class Law:
    """lower(x), upper(x), density(x) in mpf; x > 0, or any x where `symmetric`."""

    def __init__(self, near, name, parameters, density, lower, upper, top=mpf("1e300"), symmetric=False):
        self.near, self.name, self.parameters = near, name, parameters
        self.density, self.lower, self.upper = density, lower, upper
        self.top, self.symmetric = top, symmetric


def solve(tail, target, low, high):
    """Bisection in ln x with few digits: any x near the target does."""
    with mp.workdps(25):
        low, high = mp.log(low), mp.log(high)
        rising = tail(mp.exp(high)) > tail(mp.exp(low))
        for _ in range(44):
            middle = (low + high) / 2
            if (tail(mp.exp(middle)) > target) == rising:
                high = middle
            else:
                low = middle
        return float(mp.exp((low + high) / 2))


def points(law):
    """Values of x spread over both tails: where scipy puts them, if that is sound, else by bisection."""
    found = set()
    for target in TARGETS:
        upper = float(law.near.isf(target))
        if not (1e-290 < upper < law.top and 0.5 < law.upper(mpf(upper)) / target < 2):
            upper = solve(law.upper, target, mpf("1e-299"), law.top)
        found.add(upper)
        if law.symmetric:
            found.add(-upper)
            continue
        lower = float(law.near.ppf(target))
        if not (1e-290 < lower < law.top and 0.5 < law.lower(mpf(lower)) / target < 2):
            lower = solve(law.lower, target, mpf("1e-299"), law.top)
        found.add(lower)
    inside = [x for x in found if 1e-290 < abs(x) < float(law.top) * (1 - 1e-9)]
    return sorted(inside)


def written(value):
    return float(value) if value >= LEAST else None


def rows(law):
    print(law.name, law.parameters, time.process_time(), file=sys.stderr)
    result = []
    for x in points(law):
        value = mpf(x)
        density, lower, upper = law.density(value), law.lower(value), law.upper(value)
        row = [x, written(density), written(lower), written(upper), None, None]
        if lower <= 0.9 and row[2] is not None:
            row[4] = float(value + (mpf(row[2]) - lower) / density)
        if upper <= 0.9 and row[3] is not None:
            row[5] = float(value - (mpf(row[3]) - upper) / density)
        result.append(row)
    return result


def normal():
    phi = lambda z: mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)  # noqa: E731
    upper = lambda z: mp.erfc(z / mp.sqrt(2)) / 2  # noqa: E731
    return Law(stats.norm, "normal", [], phi, lambda z: upper(-z), upper, mpf(50), True)


def gamma(a):
    a = mpf(float(a))
    return Law(
        stats.gamma(float(a)),
        "gamma",
        [float(a)],
        lambda x: mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a)),
        lambda x: mp.gammainc(a, 0, x, regularized=True) if a < 1e5 else gamma_series(a, x),
        lambda x: mp.gammainc(a, x, mp.inf, regularized=True) if a < 1e5 else upper_gamma(a, x),
        mpf(10) * a + 2000,
    )


def gamma_series(a, x):
    """x^a e^-x / Gamma(a + 1) sum of x^n / ((a + 1) .. (a + n)) (DLMF 8.11.4), where mpmath's gives up."""
    term = total = mpf(1)
    n = 1
    while term > total * mp.eps:
        term *= x / (a + n)
        total += term
        n += 1
    return total * mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))


def upper_gamma(a, x):
    with mp.workdps(60 if x < a else 360):
        return 1 - gamma_series(a, x)


def chi_square(df):
    inner = gamma(mpf(df) / 2)
    return Law(
        stats.chi2(df),
        "chiSquare",
        [df],
        lambda x: inner.density(x / 2) / 2,
        lambda x: inner.lower(x / 2),
        lambda x: inner.upper(x / 2),
        inner.top * 2,
    )


def lower_beta(a, b, x):
    """I(x; a, b); by its series where mpmath's own is slow."""
    if x <= 0:
        return mpf(0)
    if min(a, b) > 1e4:
        return beta_series(a, b, x) if x < a / (a + b) else 1 - beta_series(b, a, 1 - x)
    return mp.betainc(a, b, 0, x, regularized=True)


def beta_series(a, b, x):
    """x^a (1-x)^b / (a B(a, b)) sum of (a+b)_n / (a+1)_n x^n (DLMF 8.17.8): positive terms."""
    with mp.workdps(60):
        term = total = mpf(1)
        n = 0
        while term > total * mpf("1e-55"):
            term *= (a + b + n) / (a + 1 + n) * x
            total += term
            n += 1
        power = a * mp.log(x) + b * mp.log1p(-x) - mp.log(a)
        power += mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        return mp.exp(power) * total


def upper_beta(a, b, x):
    with mp.workdps(60 if x > 1e-9 else 360):
        return lower_beta(b, a, 1 - x)


def beta(a, b):
    a, b = mpf(float(a)), mpf(float(b))
    constant = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return Law(
        stats.beta(float(a), float(b)),
        "beta",
        [float(a), float(b)],
        lambda x: mp.exp((a - 1) * mp.log(x) + (b - 1) * mp.log1p(-x) + constant),
        lambda x: lower_beta(a, b, x),
        lambda x: upper_beta(a, b, x),
        mpf(1),
    )


def t(df):
    df = mpf(float(df))
    constant = mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2) - mp.log(df * mp.pi) / 2

    def upper(x):
        with mp.workdps(60):
            return lower_beta(df / 2, mpf(1) / 2, df / (df + x * x)) / 2 if x > 0 else 1 - upper(-x)

    density = lambda x: mp.exp(constant - (df + 1) / 2 * mp.log1p(x * x / df))  # noqa: E731
    return Law(stats.t(float(df)), "t", [float(df)], density, lambda x: upper(-x), upper, mpf("1e299"), True)


def f(d1, d2):
    d1, d2 = mpf(float(d1)), mpf(float(d2))
    a, b = d1 / 2, d2 / 2
    constant = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b) + a * mp.log(d1 / d2)
    return Law(
        stats.f(float(d1), float(d2)),
        "f",
        [float(d1), float(d2)],
        lambda x: mp.exp(constant + (a - 1) * mp.log(x) - (a + b) * mp.log1p(d1 * x / d2)),
        lambda x: lower_beta(a, b, d1 * x / (d1 * x + d2)),
        lambda x: lower_beta(b, a, d2 / (d1 * x + d2)),
        mpf("1e290"),
    )


def kolmogorov():
    """By the alternating sum, with as many digits as it cancels."""

    def summed(x, factor):
        digits = 60 if x > 0.5 else 800
        with mp.workdps(digits):
            total, k, term = mpf(0), 1, mpf(1)
            while abs(term) > mpf(10) ** -digits:
                term = (-1) ** (k - 1) * factor(k) * mp.exp(-2 * k * k * x * x)
                total += term
                k += 1
            return total

    def upper(x):
        return 2 * summed(x, lambda k: 1)

    def lower(x):
        with mp.workdps(800):
            return 1 - upper(x)

    return Law(stats.kstwobign, "kolmogorov", [], lambda x: 8 * x * summed(x, lambda k: k * k), lower, upper, mpf(30))


def choose(n, k):
    return mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)


def binomial(n, p):
    p = mpf(float(p))
    mass = lambda k: mp.exp(choose(n, k) + k * mp.log(p) + (n - k) * mp.log1p(-p))  # noqa: E731
    ratio = lambda k: p / (1 - p) * (n - k) / (k + 1)  # noqa: E731
    return {"name": "binomial", "parameters": [n, float(p)], "rows": counts(0, n, n * p, mass, ratio)}


def hypergeometric(population, successes, draws):
    low, high = max(0, draws + successes - population), min(draws, successes)
    rest = population - successes
    log_mass = lambda k: choose(successes, k) + choose(rest, draws - k) - choose(population, draws)  # noqa: E731
    ratio = lambda k: mpf((successes - k) * (draws - k)) / ((k + 1) * (rest - draws + k + 1))  # noqa: E731
    rows = counts(low, high, mpf(draws) * successes / population, lambda k: mp.exp(log_mass(k)), ratio)
    return {"name": "hypergeometric", "parameters": [population, successes, draws], "rows": rows}


def counts(low, high, mean, mass, ratio):
    """Rows of k, P(k), P(X <= k), P(X > k); tails are summed away from the mean. ratio(k) = P(k + 1) / P(k)."""

    def above(k):
        """P(X >= k) of k at the mean or above."""
        if k > high:
            return mpf(0)
        term = total = mass(k)
        while k < high and term > total * mpf("1e-45"):
            term *= ratio(k)
            total += term
            k += 1
        return total

    def below(k):
        if k < low:
            return mpf(0)
        term = total = mass(k)
        while k > low and term > total * mpf("1e-45"):
            k -= 1
            term /= ratio(k)
            total += term
        return total

    with mp.workdps(60):
        middle = min(high, max(low, int(mp.nint(mean))))
        deviation = max(1, 1 / (mass(middle) * mp.sqrt(2 * mp.pi)))
        deviations = [-36, -25, -12, -6, -3, -1, 0, 1, 3, 6, 12, 25, 36]
        inside = {min(high, max(low, int(mp.nint(mean + d * deviation)))) for d in deviations}
        result = []
        for k in sorted(inside | {low, min(high, low + 1), high}):
            lower, upper = (below(k), 1 - below(k)) if k < mean else (1 - above(k + 1), above(k + 1))
            result.append([k, written(mass(k)), written(lower), written(upper)])
        return result


continuous = [
    normal(),
    *[gamma(a) for a in ["0.01", "0.1", "0.5", "1", "2.7", "10", "123.4", "5000", "1000000"]],
    *[chi_square(df) for df in [1, 2, 3, 30, 999]],
    *[beta(a, b) for a, b in [("0.1", "0.1"), ("0.5", "0.5"), (1, 1), (2, 3), ("0.5", 30), (40, "1.5"), (300, 700), (5, 5000)]],
    *[beta(a, b) for a, b in [(20000, 30000)]],
    *[t(df) for df in [1, 2, "4.5", 10, 30, 300, 5000, 100000]],
    *[f(d1, d2) for d1, d2 in [(1, 1), (2, 5), (7, "3.3"), (10, 200), (500, 400)]],
    kolmogorov(),
]
discrete = [
    *[binomial(n, p) for n, p in [(1, "0.3"), (10, "0.5"), (50, "0.02"), (1000, "0.01"), (5000, "0.73"), (1000000, "0.001")]],
    binomial(100000, "0.5"),
    *[hypergeometric(*a) for a in [(50, 5, 10), (20, 20, 7), (1000, 300, 200), (100000, 50, 30000), (1000000, 20000, 30000)]],
]


def one_sample(n, d):
    """P(D >= d) by the matrix of Marsaglia, Tsang & Wang (2003): above 140 values scipy approximates."""
    k = int(n * d) + 1
    m = 2 * k - 1
    h = k - n * mpf(d)
    matrix = np.array([[mpf(1) if i - j + 1 >= 0 else mpf(0) for j in range(m)] for i in range(m)], dtype=object)
    for i in range(m):
        matrix[i, 0] -= h ** (i + 1)
        matrix[m - 1, i] -= h ** (m - i)
    if 2 * h > 1:
        matrix[m - 1, 0] += (2 * h - 1) ** m
    for i in range(m):
        for j in range(m):
            if i - j + 1 > 0:
                matrix[i, j] /= mp.factorial(i - j + 1)
    power, square, left = None, matrix, n
    while left:
        if left & 1:
            power = square if power is None else power.dot(square)
        square = square.dot(square)
        left >>= 1
    return 1 - power[k - 1, k - 1] * mp.factorial(n) / mpf(n) ** n


def finite(x):
    return float(x) if np.isfinite(float(x)) else None


def tests():
    rng = np.random.default_rng(5)
    result = {}
    pairs = [
        ([18.2, 20.1, 17.6, 16.8, 18.8, 19.7, 19.1], [17.4, 18.7, 19.1, 16.4, 15.9, 18.4, 17.7, 17.9]),
        (rng.normal(size=40).round(3).tolist(), (rng.normal(size=25) * 3 + 1).round(3).tolist()),
        (rng.integers(0, 5, 30).tolist(), rng.integers(1, 6, 17).tolist()),
        (rng.normal(size=6).round(4).tolist(), (rng.normal(size=9) + 0.8).round(4).tolist()),
        (rng.normal(size=300).round(2).tolist(), (rng.normal(size=200) + 0.3).round(2).tolist()),
    ]
    result["pairs"] = []
    for a, b in pairs:
        entry = {"a": a, "b": b, "of": {}}
        for alternative in ["two-sided", "less", "greater"]:
            welch = stats.ttest_ind(a, b, equal_var=False, alternative=alternative)
            interval = welch.confidence_interval(0.95)
            of = {"welch": [welch.statistic, welch.df, welch.pvalue, interval.low, interval.high]}
            normal = stats.mannwhitneyu(a, b, alternative=alternative, method="asymptotic")
            of["mannWhitney"] = [normal.statistic, normal.pvalue]
            if len(set(a) | set(b)) == len(a) + len(b) and len(a) + len(b) <= 70:
                exact = stats.mannwhitneyu(a, b, alternative=alternative, method="exact")
                of["mannWhitneyExact"] = exact.pvalue
                of["ksExact"] = stats.ks_2samp(a, b, alternative=alternative, method="exact").pvalue
            ks = stats.ks_2samp(a, b, alternative=alternative, method="asymp")
            of["ks"] = [ks.statistic, ks.pvalue]
            one = stats.ks_1samp(a, stats.norm.cdf, alternative=alternative, method="exact")
            both = one_sample(len(a), one.statistic) if alternative == "two-sided" and len(a) > 140 else one.pvalue
            of["ksOne"] = [one.statistic, both]
            entry["of"][alternative] = {k: [finite(x) for x in v] if isinstance(v, list) else float(v) for k, v in of.items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            anderson = stats.anderson_ksamp([a, b], variant="midrank")
        entry["anderson"] = [float(anderson.statistic), float(anderson.pvalue)]
        result["pairs"].append(entry)
    tables = [[[10, 20], [30, 25]], [[3, 1], [1, 3]], [[12, 5, 7], [6, 9, 14]], [[100, 80, 3], [90, 60, 9], [50, 70, 2]]]
    tables += [[[0, 12], [9, 3]], [[1500, 98500], [1320, 98680]], [[7, 12], [0, 5]]]
    result["tables"] = []
    for table in tables:
        pearson = stats.chi2_contingency(table, correction=False)
        g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        entry = {"table": table, "pearson": [float(pearson.statistic), pearson.dof, float(pearson.pvalue)]}
        entry["likelihoodRatio"] = [float(g.statistic), g.dof, float(g.pvalue)]
        if np.array(table).shape == (2, 2):
            entry["fisher"] = [float(stats.fisher_exact(table, alternative=x).pvalue) for x in ["two-sided", "less", "greater"]]
        result["tables"].append(entry)
    result["wilson"] = []
    for k, n in [(0, 10), (3, 10), (10, 10), (81, 263), (15, 148), (1, 29)]:
        ci = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
        result["wilson"].append([k, n, float(ci.low), float(ci.high)])
    p = rng.random(40) ** 3
    result["falseDiscovery"] = [p.tolist(), stats.false_discovery_control(p).tolist()]
    result["ksOneSample"] = []
    for n, d in [(1, 0.7), (5, 0.2), (5, 0.55), (10, 0.274), (20, 0.5), (100, 0.05), (100, 0.2), (140, 0.25), (1000, 0.03)]:
        result["ksOneSample"].append([n, d, float(one_sample(n, d)), float(stats.ksone.sf(d, n))])
    return result


fixture = {
    "library": f"mpmath {mpmath.__version__}, scipy {scipy.__version__}",
    "continuous": [{"name": law.name, "parameters": law.parameters, "rows": rows(law)} for law in continuous],
    "discrete": discrete,
    "tests": tests(),
}
target = Path(__file__).parent.parent / "fixtures" / "statistics.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
