"""Python's onnxruntime and tokenizers on the same model and texts, in the usual way or in the same clever one as ours."""

import json

from peer import require, serve

from concurrent.futures import ThreadPoolExecutor  # after peer, which takes this folder's tokenize.py out of the way

np = require("numpy")
onnxruntime = require("onnxruntime")
tokenizers = require("tokenizers")

LONGEST = 256
USUAL_BATCH = 32
BATCH_TOKENS = 2048
JUDGED = 50


class Model:
    def __init__(self, params, folder):
        self.params = params
        with open(f"{folder}/lists.json", encoding="utf-8") as file:
            data = json.load(file)
        self.texts = [", ".join(data["words"][action] for action in actions) for actions in data["lists"]]
        place = f"{params['models']}/{params['model']}"
        self.tokenizer = tokenizers.Tokenizer.from_file(f"{place}/tokenizer.json")
        self.tokenizer.enable_truncation(max_length=LONGEST)
        path = f"{place}/onnx/model_quantized.onnx"
        if params["way"] == "usual":
            self.sessions = [onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])]
        else:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            providers = ["CPUExecutionProvider"]
            self.sessions = [
                onnxruntime.InferenceSession(path, options, providers=providers) for _ in range(params["sessions"])
            ]
        alone = [embed(self.sessions[0], self.tokenizer.encode_batch([text])) for text in self.texts[:JUDGED]]
        with open(f"{folder}/judge.json", "w", encoding="utf-8") as file:
            json.dump([vectors[0].tolist() for vectors in alone], file)


def embed(session, encodings):
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.zeros((len(encodings), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for i, encoding in enumerate(encodings):
        ids[i, : len(encoding.ids)] = encoding.ids
        mask[i, : len(encoding.ids)] = 1
    feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    hidden = session.run(None, feeds)[0]
    mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / np.linalg.norm(mean, axis=1, keepdims=True)


def usual(model):
    """Batches in the order given, padded to their longest; equal texts are embedded again."""
    parts = []
    for start in range(0, len(model.texts), USUAL_BATCH):
        parts.append(embed(model.sessions[0], model.tokenizer.encode_batch(model.texts[start : start + USUAL_BATCH])))
    return np.concatenate(parts)


def clever(model):
    """Equal tokens once, longest first, batches of one length bounded by tokens, a session with one thread for each core."""
    distinct = list(dict.fromkeys(model.texts))
    rows, row_of_text = {}, {}
    for text, encoding in zip(distinct, model.tokenizer.encode_batch(distinct)):
        key = tuple(encoding.ids)
        row_of_text[text] = rows.setdefault(key, (len(rows), encoding))[0]
    by_length = {}
    for row, encoding in rows.values():
        by_length.setdefault(len(encoding.ids), []).append((row, encoding))
    batches = []
    for length in sorted(by_length, reverse=True):
        size = max(1, BATCH_TOKENS // length)
        same = by_length[length]
        batches += [same[i : i + size] for i in range(0, len(same), size)]
    vectors = np.zeros((len(rows), 384), dtype=np.float32)
    free = list(model.sessions)

    def work(batch):
        session = free.pop()
        vectors[[row for row, _ in batch]] = embed(session, [encoding for _, encoding in batch])
        free.append(session)

    with ThreadPoolExecutor(len(model.sessions)) as pool:
        list(pool.map(work, batches))
    return vectors[[row_of_text[text] for text in model.texts]]


def run(model, params):
    return (usual if params["way"] == "usual" else clever)(model)


def describe(vectors, model):
    return {"n": len(vectors), "d": vectors.shape[1], "result": vectors[:JUDGED].tolist()}


serve("onnxruntime", Model, run, describe)
