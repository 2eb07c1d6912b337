"""Segments at a given number as people make them in Python: scikit-learn's k-means with ten starts, on tf-idf of actions
and bigrams (sublinear counts, SVD to 50, rows of length 1), or on means of gensim's Word2Vec vectors."""

import json

from peer import require, serve

np = require("numpy")
cluster = require("sklearn.cluster", "scikit-learn")
decomposition = require("sklearn.decomposition", "scikit-learn")
text = require("sklearn.feature_extraction.text", "scikit-learn")
preprocessing = require("sklearn.preprocessing", "scikit-learn")
Word2Vec = require("gensim.models", "gensim").Word2Vec


def load(params, folder):
    with open(f"{folder}/input.json", encoding="utf-8") as file:
        return json.load(file)


def run(data, params):
    lists = data["lists"]
    rows = by_ngrams(lists) if params["beside"] == "tf-idf" else by_vectors(lists)
    return cluster.KMeans(data["number"], n_init=10, random_state=0).fit_predict(rows)


def by_ngrams(lists):
    def analyzer(actions):
        return [*actions, *(f"{a}\0{b}" for a, b in zip(actions, actions[1:]))]

    counts = text.TfidfVectorizer(analyzer=analyzer, sublinear_tf=True).fit_transform(lists)
    components = min(50, counts.shape[0] - 1, counts.shape[1] - 1)
    return preprocessing.normalize(decomposition.TruncatedSVD(components, random_state=0).fit_transform(counts))


def by_vectors(lists):
    model = Word2Vec(
        lists, sg=1, negative=5, window=5, vector_size=64, epochs=20, sample=0, min_count=1, workers=1, seed=1
    )
    zero = np.zeros((1, 64), dtype=np.float32)
    return np.stack([(model.wv[actions] if actions else zero).mean(axis=0) for actions in lists])


def describe(labels, data):
    return {"n": len(data["lists"]), "d": data["number"], "result": labels.tolist()}


serve("scikit-learn", load, run, describe)
