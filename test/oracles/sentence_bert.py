"""Vectors of texts as sentence-transformers makes them, by onnxruntime and tokenizers: truncate, run, pool, normalise.

    python test/oracles/sentence_bert.py    # needs onnxruntime and tokenizers; writes test/fixtures/sentence_bert.json.gz

The tiny model stands in test/fixtures/models; all-MiniLM-L6-v2 lies in SEQMENT_MODELS (../shared/models by default).
"""

import gzip
import hashlib
import json
import os
from pathlib import Path

import numpy as np
import onnxruntime
import tokenizers

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
MODELS = Path(os.environ.get("SEQMENT_MODELS", HERE.parent.parent.parent / "shared" / "models"))

TEXTS = [
    "start",
    "start, level 5 fail, shop, buy boost",
    "add to cart, play, guild chat, quit",
    "call after offer, step 1, step 2",
    "ünïcödé, ★, 日本, emoji 🎮",
    "a, " * 30 + "quit",
    "",
    "LEVEL Fail",
]
REAL_TEXTS = [
    *TEXTS,
    "the user failed the level",
    "level failed by the player",
    "bought a boost in the shop",
    "new, change diagn, fin, release, code ok, billed",
    "new, change diagn, fin, release, code nok, reopen, delete, storno, reject, billed",
    "a submitted, a partlysubmitted, w beoordelen fraude, w afhandelen leads, w completeren aanvraag",
    "w nabellen offertes, " * 60 + "a declined",
    "onboarding welcome screen, onboarding other login show, " * 12,
]
POOLINGS = ["mean", "cls", "max"]


def encoded(tokenizer, texts, longest):
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=longest)
    return [tokenizer.encode(text).ids for text in texts]


def hidden(session, ids):
    """One text at a time: no padding, no neighbours."""
    ids = np.array([ids], dtype=np.int64)
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return session.run(None, feeds)[0][0].astype(np.float64)


def pooled(rows, pooling):
    vector = {"mean": rows.mean(0), "cls": rows[0], "max": rows.max(0)}[pooling]
    return vector / np.linalg.norm(vector)


def case(folder, file, texts, longest, poolings):
    path = folder / "onnx" / file
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    ids = encoded(tokenizer, texts, longest)
    rows = [hidden(session, row) for row in ids]
    return {
        "modelHash": hashlib.sha256(path.read_bytes()).hexdigest(),
        "maxTokens": longest,
        "texts": texts,
        "ids": ids,
        "vectors": {
            pooling: [[round(float(value), 6) for value in pooled(each, pooling)] for each in rows]
            for pooling in poolings
        },
    }


tiny = FIXTURES / "models" / "tiny"
fixture = {
    "made by": f"onnxruntime {onnxruntime.__version__}, tokenizers {tokenizers.__version__}",
    "tiny": case(tiny, "model.onnx", TEXTS, 40, POOLINGS),
    "tinyQuantized": case(tiny, "model_quantized.onnx", TEXTS, 40, ["mean"]),
    "miniLm": case(
        MODELS / "sentence-transformers" / "all-MiniLM-L6-v2", "model_quantized.onnx", REAL_TEXTS, 256, ["mean", "cls"]
    ),
}
with gzip.GzipFile(FIXTURES / "sentence_bert.json.gz", "wb", mtime=0) as file:
    file.write(json.dumps(fixture, ensure_ascii=False).encode())
