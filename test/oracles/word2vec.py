"""Word2Vec of gensim on a small log, judged by the exact loss: writes test/fixtures/word2vec.json.gz."""

import gzip
import json
from pathlib import Path

import gensim
import numpy as np
from gensim.models import Word2Vec

WINDOW, NEGATIVE, EXPONENT, SIZE = 5, 5, 0.75, 64
rng = np.random.default_rng(3)


def make_log(topics=6, actions=60, sequences=600):
    """Each sequence walks through the actions of one topic: a few of its own, all of them rare or frequent."""
    laws = [rng.gamma(0.25, 1.0, actions) / np.arange(1, actions + 1) ** 0.5 for _ in range(topics)]
    laws = [law / law.sum() for law in laws]
    lengths = rng.integers(3, 25, sequences)
    return [[f"action {a}" for a in rng.choice(actions, n, p=laws[rng.integers(topics)])] for n in lengths]


def expected_loss(log, names, words, contexts):
    """Mean over pairs of softplus(-x) plus that of the expected negatives; a draw that equals the pair's own is skipped."""
    index = {name: i for i, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    frequency = np.zeros(len(names))
    for sequence in log:
        tokens = [index[name] for name in sequence]
        for i, w in enumerate(tokens):
            frequency[w] += 1
            for j in range(max(0, i - WINDOW), min(len(tokens), i + WINDOW + 1)):
                if i != j:
                    counts[w, tokens[j]] += (WINDOW - abs(i - j) + 1) / WINDOW
    noise = frequency**EXPONENT / (frequency**EXPONENT).sum()
    negatives = NEGATIVE * (counts.sum(1, keepdims=True) - counts) * noise
    x = words.astype(float) @ contexts.astype(float).T
    return (counts * np.logaddexp(0, -x) + negatives * np.logaddexp(0, x)).sum() / counts.sum()


log = make_log()
model = Word2Vec(
    log, sg=1, negative=NEGATIVE, ns_exponent=EXPONENT, window=WINDOW, vector_size=SIZE, epochs=20, sample=0,
    min_count=1, workers=1, seed=1,
)
names = model.wv.index_to_key
fixture = {
    "library": f"gensim {gensim.__version__}",
    "log": log,
    "loss": float(expected_loss(log, names, model.wv.vectors, model.syn1neg)),
    "neighbors": {name: [other for other, _ in model.wv.most_similar(name, topn=5)] for name in names[:20]},
    "counts": {name: int(model.wv.get_vecattr(name, "count")) for name in names},
}
print(fixture["loss"])
target = Path(__file__).parent.parent / "fixtures" / "word2vec.json.gz"
target.write_bytes(gzip.compress(json.dumps(fixture).encode(), mtime=0))
