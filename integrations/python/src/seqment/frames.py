"""The other side of `seqment serve --stdio`: a Node process that answers frames of JSON."""

import json
import os
import struct
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Any

from seqment.command import find_command
from seqment.reader import ModelFormatError

PROTOCOL = 1
LENGTH = struct.Struct("<I")


class SeqmentError(RuntimeError):
    """The process that answers has failed; the message is what it reported."""


ERRORS = {"TypeError": TypeError, "RangeError": ValueError, "ModelFormatError": ModelFormatError}


class FrameProcess:
    """A running `seqment serve MODEL --stdio`. Requests of several threads are answered one after the other."""

    def __init__(self, model: str, command: Sequence[str] | None = None) -> None:
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._complaints: IO[bytes] = tempfile.TemporaryFile()
        program = [*find_command(command), "serve", model, "--stdio"]
        try:
            self._process = subprocess.Popen(
                program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
            )
        except OSError as error:
            self._complaints.close()
            raise SeqmentError(f"{program[0]} cannot be started: {error.strerror}") from error
        try:
            self.greeting = self._read()
            if self.greeting.get("protocol") != PROTOCOL:
                raise SeqmentError(f"expected frames of protocol {PROTOCOL}, got {self.greeting.get('protocol')}")
        except BaseException:
            self.close()
            raise

    def request(self, body: bytes) -> dict[str, Any]:
        """The answer to a request of JSON.

        Raises:
            TypeError, ValueError: the request is wrong; the message is that of seqment.
            SeqmentError: the process has ended, or was closed.
        """
        if os.getpid() != self._owner:
            raise SeqmentError("the model was opened in another process: open it anew after a fork")
        with self._lock:
            if self._process.stdin is None or self._process.stdin.closed:
                raise SeqmentError("the model is closed")
            try:
                self._process.stdin.write(LENGTH.pack(len(body)) + body)
                self._process.stdin.flush()
            except OSError:
                pass  # its end is known by what it still wrote, or by the end of its output
            except BaseException:
                self._kill()  # half a frame may have been written
                raise
            try:
                return self._read()
            except (KeyboardInterrupt, SystemExit):
                self._kill()  # its answer would be taken for the next one
                raise

    def close(self) -> None:
        """Ends the process; more than once does no harm."""
        if os.getpid() != self._owner or self._complaints.closed:
            return
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
        except OSError:
            pass  # it had ended, and something was left to write
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._complaints.close()

    def _kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _read(self) -> dict[str, Any]:
        (length,) = LENGTH.unpack(self._bytes(LENGTH.size))
        answer = json.loads(self._bytes(length))
        if "error" in answer:
            name, message = answer["error"]["name"], answer["error"]["message"]
            raise ERRORS[name](message) if name in ERRORS else SeqmentError(f"{name}: {message}")
        return answer

    def _bytes(self, count: int) -> bytes:
        assert self._process.stdout is not None
        data = self._process.stdout.read(count)
        if len(data) == count:
            return data
        code = self._process.wait()
        self._complaints.seek(0)
        complaint = self._complaints.read().decode("utf-8", "replace").strip()[-2000:]
        raise SeqmentError(f"the process of seqment ended with {code}{': ' + complaint if complaint else ''}")
