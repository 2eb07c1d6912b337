"""A fitted model that assigns new paths."""

import html
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from seqment.frames import FrameProcess
from seqment.reader import _read_table

if TYPE_CHECKING:
    import pandas

MOST_PATHS = 5000
MOST_BYTES = 8_000_000


class Alternative(TypedDict):
    """A segment that a path might belong to instead; `closeness` is a share, and no probability."""

    segment: int
    name: str
    closeness: float


class Answer(TypedDict):
    """Where a path belongs: `segment` counts from 0, and -1 is none. The keys are those of `assign` in TypeScript."""

    segment: int
    name: str | None
    confidence: float
    membership: float
    novelty: float
    alternatives: list[Alternative]
    reason: str


class SegmentMap:
    """The map of a model: a point for each path, in the color of its segment. Notebooks show it."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def _repr_svg_(self) -> str:
        return self.svg


class Model:
    """A fitted model, read by a Node process that runs until `close` or the end of a `with` block.

    Threads may share one: their requests are answered one after the other. A forked process opens its own.

    Args:
        path: a file that seqment has saved.
        command: the program and its first arguments, where it is not `seqment` on the path or in `node_modules`.

    Raises:
        FileNotFoundError: there is no such file; CommandNotFoundError: there is no command seqment.
        ModelFormatError: the file is no whole model of a version that the command knows.
        SeqmentError: the process cannot be started.

    Example:
        >>> with seqment.Model("players.seqment") as model:
        ...     [answer["name"] for answer in model.assign([["START", "PURCHASE_BOOST"]])]
    """

    def __init__(self, path: str | os.PathLike[str], command: Sequence[str] | None = None) -> None:
        with open(path, "rb"):
            pass  # a clear error where it cannot be read
        self.path = os.fspath(path)
        self._process = FrameProcess(os.path.abspath(self.path), command)

    @property
    def sha256(self) -> str:
        """The hash of the model, whatever users it was fitted to are called."""
        return self._process.greeting["model"]

    @property
    def segments(self) -> list[dict[str, Any]]:
        """`id`, `name` and `size` of each segment, largest first."""
        return self._process.greeting["segments"]

    def assign(self, paths: Iterable[Sequence[str]], *, complete: bool = True) -> list[Answer]:
        """The segment of each path, with the bits of `model.assign` in TypeScript.

        Args:
            paths: lists of actions, as they are in the log: the model renames, collapses and cuts them as when fitting.
            complete: False where they have only begun; an answer then says where the whole path will probably belong.

        Raises:
            TypeError: a path is no list of texts.
        """
        answers: list[Answer] = []
        for body in request_bodies(paths, complete):
            answers += self._process.request(body)["answers"]
        return answers

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table as dicts: `segments`, `patterns`, `transitions`, `steps`, `hours`, `exemplars`, `properties`, `members`."""
        return self._process.request(json.dumps({"table": table}).encode())["rows"]

    def table(self, table: str) -> "pandas.DataFrame":
        """The same as a data frame, which has its columns also where there is no row; needs pandas."""
        import pandas

        answer = self._process.request(json.dumps({"table": table}).encode())
        return pandas.DataFrame(answer["rows"], columns=answer["columns"])

    def map(self, *, width: int = 800, height: int = 560, theme: Literal["light", "dark"] = "light") -> SegmentMap:
        """The map of the report, as SVG.

        Raises:
            ValueError: the model was fitted without a picture.
        """
        options = {"width": width, "height": height, "theme": theme}
        return SegmentMap(self._process.request(json.dumps({"map": options}).encode())["svg"])

    def close(self) -> None:
        """Ends the process; more than once does no harm."""
        self._process.close()

    def __enter__(self) -> "Model":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_process"):
            self.close()

    def __repr__(self) -> str:
        return f"<seqment.Model {self.path!r}: {len(self.segments)} segments>"

    def _repr_html_(self) -> str:
        """The map where there is one, and the sizes of segments."""
        try:
            svg = self.map(width=640, height=420).svg
        except ValueError:
            svg = ""
        total = sum(row["size"] for row in self.rows("segments")) or 1
        cells = "".join(
            f"<tr><td>{i}</td><td>{html.escape(one['name'])}</td><td>{one['size']}</td>"
            f"<td>{100 * one['size'] / total:.1f}%</td></tr>"
            for i, one in enumerate(self.segments, 1)
        )
        head = "<tr><th></th><th>Segment</th><th>Size</th><th>Share</th></tr>"
        return f"{svg}<table><thead>{head}</thead><tbody>{cells}</tbody></table>"


def request_bodies(paths: Iterable[Sequence[str]], complete: bool = True) -> Iterator[bytes]:
    """Requests for these paths, each of a size that a frame may have."""
    end = b"]}" if complete else b'],"complete":false}'
    texts: list[bytes] = []
    size = 0
    for path in paths:
        text = json.dumps(path if isinstance(path, str) else list(path), separators=(",", ":")).encode()
        if texts and (len(texts) == MOST_PATHS or size + len(text) > MOST_BYTES):
            yield b'{"paths":[' + b",".join(texts) + end
            texts, size = [], 0
        texts.append(text)
        size += len(text)
    if texts:
        yield b'{"paths":[' + b",".join(texts) + end


def read_users_frame(path: str | os.PathLike[str]) -> "pandas.DataFrame":
    """The table that `seqment fit --users` writes, CSV or JSON, as a data frame of all its columns; ids stay texts. Needs pandas."""
    import pandas

    columns, rows = _read_table(path)
    frame = pandas.DataFrame(rows, columns=columns)
    kinds = {"id": "string", "number": "Int64"}
    return frame.astype({column: kind for column, kind in kinds.items() if column in columns})
