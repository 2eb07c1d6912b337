"""gensim's Word2Vec with the same settings as ours, one worker thread."""

import json
import os
import sys

from peer import require, serve

Word2Vec = require("gensim.models", "gensim").Word2Vec


def load(params, folder):
    if os.path.exists(f"{folder}/lines.txt"):
        with open(f"{folder}/lines.txt", encoding="utf-8") as file:
            return [[sys.intern(action) for action in line.split()] for line in file]
    with open(f"{folder}/lists.json", encoding="utf-8") as file:
        return json.load(file)


def run(lists, params):
    return Word2Vec(
        lists,
        sg=1,
        negative=5,
        window=5,
        vector_size=64,
        epochs=params["epochs"],
        sample=0,
        min_count=1,
        workers=1,
        seed=1,
    )


def describe(model, lists):
    return {
        "n": sum(len(actions) for actions in lists),
        "d": len(model.wv),
        "result": {
            "actions": model.wv.index_to_key,
            "vectors": model.wv.vectors.tolist(),
            "contextVectors": model.syn1neg.tolist(),
        },
    }


serve("gensim", load, run, describe)
