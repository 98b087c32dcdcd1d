"""The other end of bench/peer.ts."""
import json
import os
import sys


def serve(peer):
    """Answers requests, a line of JSON each: `do` names a method of the peer, the rest are its arguments."""
    # Libraries print warnings, also from compiled code.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        answer = getattr(peer, request.pop("do"))(**request)
        answers.write(json.dumps(answer or {}) + "\n")
        answers.flush()
