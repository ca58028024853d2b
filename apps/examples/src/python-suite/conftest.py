"""A fake daemon for a Python suite: one process for the session, emptied before each test."""

import json
import os
import shlex
import subprocess
import urllib.request

import pytest

COMMAND = os.environ.get("FAKE_DAEMON", "npx @repowire/testing serve --clock ticking")


class FakeDaemon:
    def __init__(self, url, control):
        self.url = url
        self._control = control

    def control(self, path, body=None):
        """Calls the control API: POST with a body, GET without one."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self._control + path, data, headers)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")


@pytest.fixture(scope="session")
def daemon_process():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(shlex.split(COMMAND), **pipes) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()  # The fake daemon ends with its standard input.


@pytest.fixture
def daemon(daemon_process):
    daemon = FakeDaemon(daemon_process["url"], daemon_process["control"])
    daemon.control("/reset", {})
    yield daemon
    daemon.control("/verify", {})  # Fails the test for an open ask or an unused fault.
