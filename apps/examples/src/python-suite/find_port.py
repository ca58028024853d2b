"""The program under test: it asks a peer for its port."""

import json
import urllib.error
import urllib.request


def find_port(daemon_url, peer):
    body = {"from_peer": "ci", "to_peer": peer, "text": "Which port?", "timeout": 5}
    request = urllib.request.Request(
        f"{daemon_url}/query",
        json.dumps(body).encode(),
        {"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            text = json.loads(answer.read())["text"]
    except urllib.error.HTTPError:
        return None
    return int(text) if text else None
