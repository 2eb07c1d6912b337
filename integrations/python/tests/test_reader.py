"""The reader alone: damaged files, and tables of users. No process is started."""

import gzip
import hashlib
import json
import struct

import pandas
import pytest

import seqment
from seqment.pyfunc import _actions

ODD = ["=1+1", "+4912345", "-3", "@x", "\tt", "'=1+1", "''+2", "'q", "a,b", 'a"b', "a\nb", "Ünï 日本 🐳", "__proto__", "x" * 200_000]


def sealed(header):
    text = json.dumps(header).encode() if not isinstance(header, bytes) else header
    data = b"seqment\x01" + struct.pack("<Q", len(text)) + text
    data += b"\0" * (-len(data) % 8)
    return data + hashlib.sha256(data).digest()


HOSTILE = [
    b"",
    b"\x1f\x8b",
    b"seqment",
    b"seqment\x01",
    sealed(b"{"),
    sealed(b"\xff\xfe"),
    sealed(b"[" * 100_000),
    sealed([]),
    sealed({}),
    sealed({"tensors": None, "root": {}}),
    sealed({"tensors": [{"type": "Float64Array", "length": 5, "offset": 0}], "root": {}}),
    sealed({"tensors": [{"type": "Float64Array", "length": -1, "offset": 0}], "root": {}}),
    sealed({"tensors": [{"type": "Object", "length": 0, "offset": 0}], "root": {}}),
    sealed({"tensors": [], "root": {"segments": [], "lineage": {"ids": []}, "sequences": {}}}),
    sealed({"tensors": [], "root": {"$tensor": 3}}),
    sealed({"tensors": [], "root": {"m": {"data": 1, "rows": 1, "cols": 1}}}),
    b"seqment\x01" + struct.pack("<Q", 2**63) + b"\0" * 40,
]


@pytest.mark.parametrize("data", HOSTILE)
def test_what_is_no_whole_model_is_reported(tmp_path, data):
    (tmp_path / "odd.seqment").write_bytes(data)
    with pytest.raises(seqment.ModelFormatError):
        seqment.read_model(tmp_path / "odd.seqment")


def test_a_model_cut_or_changed_anywhere_is_reported(known, tmp_path):
    with open(known.model, "rb") as file:
        data = file.read()
    file = tmp_path / "model.seqment"
    for whole in (data, gzip.compress(data, mtime=0)):
        file.write_bytes(whole)
        assert len(seqment.read_model(file).segments) > 1
        for length in (1, 7, 9, 40, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:length])
            with pytest.raises(seqment.ModelFormatError):
                seqment.read_model(file)
        for at in (20, len(whole) // 2, len(whole) - 9):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
            with pytest.raises(seqment.ModelFormatError):
                seqment.read_model(file)


def test_names_of_users_come_back_as_they_were(tmp_path):
    def cell(text):
        guarded = "'" + text if text.lstrip("'")[:1] in ("=", "+", "-", "@", "\t", "\r") else text
        return '"' + guarded.replace('"', '""') + '"'

    lines = ["input,id,segment,number,name,probability,layers,'=plan"]
    lines += [f"{i},{cell(name)},-1,,,0.5,,{cell(name)}" for i, name in enumerate(ODD)]
    (tmp_path / "users.csv").write_bytes("".join(line + "\r\n" for line in lines).encode("utf-8-sig"))
    rows = seqment.read_users(tmp_path / "users.csv")
    assert [row["id"] for row in rows] == ODD
    assert rows[0] == dict(input=0, id=ODD[0], segment=-1, number=None, name=None, probability=0.5, layers=None, **{"=plan": ODD[0]})
    frame = seqment.read_users_frame(tmp_path / "users.csv")
    assert frame["id"].tolist() == ODD
    assert list(frame.columns)[-1] == "=plan"
    assert frame["number"].isna().all()


def test_empty_and_damaged_tables_of_users(tmp_path):
    file = tmp_path / "users.csv"
    file.write_bytes(b"id,segment,number,name,probability,status\r\n")
    frame = seqment.read_users_frame(file)
    assert len(frame) == 0 and list(frame.columns)[:2] == ["id", "segment"]
    file.write_bytes(b"")
    assert len(seqment.read_users_frame(file)) == 0
    for data, message in [
        (b"id,segment\r\nann\r\n", "row 2 of the table of users has 1 cells, its header 2"),
        (b"id,segment\r\nann,x\r\n", "invalid literal"),
        (b"id\xff\xfe", "no text in UTF-8"),
        (b"PAR1....PAR1", "pandas.read_parquet"),
        (b"[1]", "rows that are objects"),
        (b"[{", "Expecting"),
    ]:
        file.write_bytes(data)
        with pytest.raises(ValueError, match=message):
            seqment.read_users(file)


def test_a_path_that_is_missing_is_one_without_actions():
    frame = pandas.DataFrame({"path": [["A", "B"], None, float("nan"), pandas.NA, pandas.NaT, "A -> B", []]})
    assert [_actions(value) for value in frame["path"]] == [["A", "B"], [], [], [], [], "A -> B", []]
    assert _actions(pandas.array(["A", "日本"], dtype="string")) == ["A", "日本"]
    assert _actions(["A", None]) == ["A", None]  # which the model refuses
