"""Segments as people make them in Python: gensim's Word2Vec (20 epochs), tf-idf weighted means, umap-learn to 5
dimensions, hdbscan. Equal sequences are embedded and projected once, and repeated for hdbscan, which takes no weights."""

import json
import math

from peer import require, serve

np = require("numpy")
Word2Vec = require("gensim.models", "gensim").Word2Vec
umap = require("umap", "umap-learn")
hdbscan = require("hdbscan")


def load(params, folder):
    with open(f"{folder}/input.json", encoding="utf-8") as file:
        return json.load(file)["lists"]


def run(lists, params):
    model = Word2Vec(
        lists, sg=1, negative=5, window=5, vector_size=64, epochs=20, sample=0, min_count=1, workers=2, seed=1
    )
    row_of = {}
    rows = np.array([row_of.setdefault(tuple(actions), len(row_of)) for actions in lists])
    weights = np.bincount(rows)
    distinct = list(row_of)

    shown = {}
    for actions, weight in zip(distinct, weights):
        for action in set(actions):
            shown[action] = shown.get(action, 0) + weight
    idf = {action: math.log((1 + len(lists)) / (1 + count)) + 1 for action, count in shown.items()}
    vectors = np.zeros((len(distinct), 64), dtype=np.float32)
    for row, actions in enumerate(distinct):
        if actions:
            weight = np.array([idf[action] for action in actions])
            vectors[row] = weight @ model.wv[list(actions)] / weight.sum()

    few = umap.UMAP(n_components=5, n_neighbors=15, min_dist=0.0, metric="cosine", random_state=1).fit_transform(vectors)
    clusterer = hdbscan.HDBSCAN(min_cluster_size=max(10, round(len(lists) / 100)), min_samples=10, core_dist_n_jobs=2)
    return clusterer.fit_predict(few[rows].astype(np.float64))


def describe(labels, lists):
    return {"n": len(lists), "d": 64, "result": labels.tolist()}


serve("hdbscan", load, run, describe)
