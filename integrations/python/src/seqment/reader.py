"""Reads models saved by seqment (docs/format.md) with numpy and nothing else.

    from seqment.reader import read_model

    model = read_model("players.seqment")
    [segment["name"] for segment in model.segments]
    model.assign(["START", "LEVEL_5_FAIL", "PURCHASE_BOOST"])  # exact paths; None for others

From a shell, one JSON answer a line for each path on standard input, a JSON list of actions each:

    python -m seqment.reader players.seqment < paths.ndjson
"""

import csv
import gzip
import hashlib
import io
import json
import re
import struct
import sys
import zlib
from dataclasses import dataclass

import numpy as np

VERSION = 1
MAGIC = b"seqment" + bytes([VERSION])
DTYPES = {"Uint8Array": "<u1", "Int32Array": "<i4", "Uint32Array": "<u4", "Float32Array": "<f4", "Float64Array": "<f8"}
BUCKETS = ((1, ""), (2, "\u00d72"), (3, "\u00d73-5"), (6, "\u00d76-10"), (11, "\u00d711+"))


class ModelFormatError(ValueError):
    """The file is no whole, unchanged model of a version known here."""


def read_tree(data):
    """The tree of a model file: dicts, lists, texts, numbers and numpy arrays; and its SHA-256."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ModelFormatError(f"the gzip file is damaged: {error}") from error
    if data[:7] != MAGIC[:7] or len(data) < 8:
        raise ModelFormatError("not a seqment model")
    if data[7] != VERSION:
        raise ModelFormatError(f"the model has format version {data[7]}; this reader reads version {VERSION}")
    if len(data) < 48 or hashlib.sha256(data[:-32]).digest() != data[-32:]:
        raise ModelFormatError("the SHA-256 does not match the content")
    try:
        return _read_content(data), data[-32:].hex()
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError, RecursionError, struct.error) as error:
        if isinstance(error, ModelFormatError):
            raise
        raise ModelFormatError(f"the content is not that of a model: {error}") from error


def _read_content(data):
    (length,) = struct.unpack_from("<Q", data, 8)
    header = json.loads(data[16 : 16 + length].decode("utf-8"))
    start = _align(16 + length)
    tensors, end = [], start
    for entry in header["tensors"]:
        dtype = np.dtype(DTYPES[entry["type"]])
        if start + entry["offset"] != end:
            raise ModelFormatError("tensors do not stand one after the other")
        tensors.append(np.frombuffer(data, dtype, entry["length"], end))
        end = _align(end + entry["length"] * dtype.itemsize)
    if end != len(data) - 32:
        raise ModelFormatError("tensors do not fill the file")
    return _with_tensors(header["root"], tensors)


def read_model(path):
    """The model in a file."""
    with open(path, "rb") as file:
        tree, sha256 = read_tree(file.read())
    try:
        return SavedModel(tree, sha256)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ModelFormatError(f"the content is not that of a model: {error}") from error


_NUMBERS = {"input": int, "segment": int, "number": int, "nearest": int, "probability": float, "nearest_confidence": float}
_MAY_BE_NONE = ("segment_id", "name", "nearest_name", "why", "layers")
_GUARDED = re.compile("'+[=+\\-@\t\r]")
_LONGEST_CELL = 2**31 - 1


def read_users(path):
    """The table that `seqment fit --users` writes, CSV or JSON, as a list of dicts; numbers are numbers, and what is empty is None.

    The apostrophe that keeps spreadsheets from running a cell of CSV as a formula is taken away.
    """
    return _read_table(path)[1]


def _read_table(path):
    """The columns and the rows; of JSON without rows the columns are those that every table has."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] == b"PAR1":
        raise ValueError("a table of users in Parquet is read by pandas.read_parquet")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"the table of users is no text in UTF-8: {error}") from error
    if text.lstrip()[:1] == "[":
        rows = json.loads(text)
        if not all(isinstance(row, dict) for row in rows):
            raise ValueError("the table of users expected rows that are objects")
        return list(rows[0]) if rows else ["id", "segment", "number", "name", "probability", "status"], rows
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    finally:
        csv.field_size_limit(before)
    columns = [_plain(cell) for cell in lines[0]] if lines else []
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(columns):
            raise ValueError(f"row {number} of the table of users has {len(line)} cells, its header {len(columns)}")
    return columns, [{column: _cell(column, text) for column, text in zip(columns, line)} for line in lines[1:]]


def _cell(column, text):
    text = _plain(text)
    if column in _NUMBERS:
        return _NUMBERS[column](text) if text else None
    return None if text == "" and column in _MAY_BE_NONE else text


def _plain(text):
    return text[1:] if _GUARDED.match(text) else text


@dataclass(frozen=True)
class Assignment:
    """Where a path belongs that was fitted: a segment, from 0, or -1 for none."""

    segment: int
    name: "str | None"
    membership: float


class SavedModel:
    """What the file of a fitted model holds: `segments` (profiles, largest first), `actions`, `labels` and `probabilities` of the distinct paths."""

    def __init__(self, tree, sha256):
        self.tree = tree
        self.sha256 = sha256
        self.segments = tree["segments"]
        self.ids = tree["lineage"]["ids"]
        sequences = tree["sequences"]
        self.actions = sequences["vocabulary"]["actions"]
        self.weights = sequences["weights"]
        self.labels = tree["clusterer"]["labels"]
        self.probabilities = tree["clusterer"]["probabilities"]
        self._tokens, self._offsets = sequences["tokens"], sequences["offsets"]
        self._rules = sequences["rules"]
        self._token_of = {action: token for token, action in enumerate(self.actions)}
        self._renamed = {action: name for action, name in self._rules["rename"]}
        self._row_of = {self._row(row).tobytes(): row for row in range(len(self.weights)) if len(self._row(row)) > 0}

    def path(self, row):
        """The actions of a distinct path."""
        return [self.actions[token] for token in self._row(row)]

    def assign(self, actions):
        """The segment of a path that was fitted, given as a list of actions; None for one that was not.

        Paths that were not fitted need the vectors of the model: seqment itself answers for those. Rules that look at times
        (pauses, borders of sessions) and steps of preparation are not applied: give the actions as they are after those.
        """
        tokens = self._encode(actions)
        row = None if tokens is None else self._row_of.get(tokens.tobytes())
        if row is None:
            return None
        segment = int(self.labels[row])
        name = self.segments[segment]["name"] if segment >= 0 else None
        return Assignment(segment, name, float(self.probabilities[row]) if segment >= 0 else 0.0)

    def _row(self, row):
        return self._tokens[self._offsets[row] : self._offsets[row + 1]]

    def _encode(self, actions):
        """Renamed, collapsed and cut as when fitting; None when the vocabulary lacks one."""
        names = []
        for action in actions:
            name = self._renamed.get(action, action)
            if name is None:
                continue
            if name not in self._token_of and f"{name}{BUCKETS[1][1]}" not in self._token_of:
                name = self._rules["unknownToken"] or name
            names.append(name)
        collapse = self._rules["collapseRepeats"]
        runs = []
        for name in names:
            if collapse and runs and runs[-1][0] == name:
                runs[-1][1] += 1
            else:
                runs.append([name, 1])
        texts = [name + _suffix(count) if collapse == "buckets" else name for name, count in runs]
        most = self._rules["maxLength"]
        if most is not None and len(texts) > most:
            texts = texts[:most] if self._rules["keep"] == "first" else texts[-most:]
        tokens = [self._token_of.get(text) for text in texts]
        if None in tokens or len(tokens) == 0 or len(tokens) < self._rules["minLength"]:
            return None
        return np.array(tokens, dtype="<u4")


def _suffix(count):
    return [suffix for first, suffix in BUCKETS if count >= first][-1]


def _with_tensors(value, tensors):
    if isinstance(value, list):
        return [_with_tensors(item, tensors) for item in value]
    if not isinstance(value, dict):
        return value
    if "$tensor" in value:
        return tensors[value["$tensor"]]
    found = {key: _with_tensors(item, tensors) for key, item in value.items()}
    if set(found) == {"data", "rows", "cols"}:
        return found["data"].reshape(found["rows"], found["cols"])
    return found


def _align(position):
    return -(-position // 8) * 8


def main(paths):
    model = read_model(paths[0])
    facts = {"sha256": model.sha256, "actions": model.actions, "ids": model.ids}
    print(json.dumps({**facts, "segments": [[one["name"], one["size"]] for one in model.segments]}, ensure_ascii=False))
    for line in sys.stdin:
        answer = model.assign(json.loads(line))
        print(json.dumps(answer and vars(answer), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
