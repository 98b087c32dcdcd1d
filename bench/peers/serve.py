"""The other end of bench/peer.ts."""
import json
import sys


def serve(peer):
    """Answers requests, a line of JSON each: `do` names a method of the peer, the rest are its arguments."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # Libraries print warnings.
    for line in sys.stdin:
        request = json.loads(line)
        answer = getattr(peer, request.pop("do"))(**request)
        answers.write(json.dumps(answer or {}) + "\n")
        answers.flush()
