"""Tests of `find_port` on the fake daemon."""

from find_port import find_port


def test_bob_knows_the_port(daemon):
    daemon.control("/peers", {"name": "bob", "on_ask": [{"includes": "port", "reply": "8377"}]})
    assert find_port(daemon.url, "bob-claude-code") == 8377


def test_a_daemon_that_fails(daemon):
    daemon.control("/peers", {"name": "bob"})
    daemon.control("/faults", {"target": "query", "fault": {"status": 503}})
    assert find_port(daemon.url, "bob-claude-code") is None
