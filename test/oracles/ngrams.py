"""Tf-idf of actions and bigrams by scikit-learn, and its truncated SVD: writes test/fixtures/ngrams.json.gz."""

import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

rng = np.random.default_rng(12)
log = []
for _ in range(60):
    taste = rng.dirichlet(np.ones(7) * 0.5)
    log.append([f"a{x}" for x in rng.choice(7, size=rng.integers(1, 25), p=taste)])
log += [log[i] for i in rng.integers(0, 60, 40)]  # several inputs of one sequence
new = [[f"a{x}" for x in rng.integers(0, 9, size=rng.integers(1, 12))] for _ in range(12)]  # a7 and a8 are unknown

vectorizer = TfidfVectorizer(analyzer=lambda path: [(a,) for a in path] + list(zip(path, path[1:])), sublinear_tf=True)
table = vectorizer.fit_transform(log)
svd = TruncatedSVD(n_components=5, algorithm="arpack", random_state=0).fit(table)


def products(vectors):
    return np.asarray((vectors @ vectors.T)).tolist()


# unknown n-grams take no part in a row's length here either: the vectorizer leaves them out before it scales
fixture = {
    "library": f"scikit-learn {sklearn.__version__}",
    "log": log,
    "new": new,
    "features": int(table.shape[1]),
    "products": np.asarray((table @ table.T).todense())[:20].tolist(),
    "projected": products(svd.transform(table[:20])),
    "projectedNew": products(svd.transform(vectorizer.transform(new))),
}
target = Path(__file__).parent.parent / "fixtures" / "ngrams.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
