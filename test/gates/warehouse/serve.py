"""Answers requests, one line of JSON each: rows as lines of JSON, then {"end": true}, or {"error": "..."}."""

import json
import sys


def serve(start, operations):
    """`start()` is called with the first request; `operations` gives, by name, what yields the rows of an answer."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    for line in sys.stdin:
        request = json.loads(line)
        try:
            operation = request.pop("op")
            rows = start() or () if operation == "start" else operations[operation](**request) or ()
            for row in rows:
                answers.write(json.dumps(row, default=str) + "\n")
            answers.write('{"end": true}\n')
        except Exception as error:  # the gate says what went wrong
            answers.write(json.dumps({"error": f"{type(error).__name__}: {error}"}) + "\n")
        answers.flush()
