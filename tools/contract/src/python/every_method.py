"""Calls every method of the released package's own client, and prints what came of each.

usage: every_method.py <base url> <word of this run> <folder that may be spawned in>

Where the daemon spawns, a line says `wants`; the answer is a line of JSON on standard input: the
pane of that window, and a session of the agent that can be resumed in that folder.
The last line has the methods that were never called, and those that only ever raised.
"""

import asyncio
import inspect
import json
import sys

import websockets
from pydantic import BaseModel

from repowire.client import AsyncRepowireClient, ToolCall
from repowire.protocol.errors import DaemonHTTPError

BASE_URL, RUN, FOLDER = sys.argv[1:4]
CALLED: set[str] = set()
# A call that raises shows no model, so these have to be all of them in the end.
RETURNED: set[str] = set()


def plain(value):
    if isinstance(value, BaseModel):
        return {"model": type(value).__name__, **value.model_dump(mode="json")}
    if isinstance(value, list):
        return [plain(element) for element in value]
    return value.decode() if isinstance(value, bytes) else value


def say(line):
    print(json.dumps(line), flush=True)


class Recorded:
    """The client, with every call and what came of it on standard output."""

    def __init__(self, client):
        self._client = client

    def __getattr__(self, name):
        async def call(*args, **kwargs):
            CALLED.add(name)
            shown = [a if isinstance(a, str) else f"<{len(a)} bytes>" for a in args]
            try:
                result = await getattr(self._client, name)(*args, **kwargs)
            except DaemonHTTPError as error:
                say({"python": name, "with": [shown, kwargs], "raises": str(error)})
                return None
            RETURNED.add(name)
            shown_kwargs = {key: [plain(v) for v in value] if isinstance(value, list) else value for key, value in kwargs.items()}
            say({"python": name, "with": [shown, shown_kwargs], "returns": plain(result)})
            return result

        return call


class Worker:
    """A connected peer that says of everything that it has been injected."""

    def __init__(self, name, peer_id):
        self.name = name
        self.peer_id = peer_id
        self.frames = asyncio.Queue()

    async def __aenter__(self):
        self.socket = await websockets.connect(BASE_URL.replace("http", "ws", 1) + "/ws")
        await self.socket.send(
            json.dumps(
                {
                    "type": "connect",
                    "display_name": self.name,
                    "path": f"/w/{RUN}/{self.name}",
                    "circle": RUN,
                    "backend": "claude-code",
                    "peer_id": self.peer_id,
                    "capabilities": ["delivery_receipts"],
                }
            )
        )
        self.task = asyncio.create_task(self.read())
        await self.receives()
        return self

    async def __aexit__(self, *_):
        await self.socket.close()
        await self.task

    async def read(self):
        async for text in self.socket:
            frame = json.loads(text)
            if frame["type"] == "ping":
                await self.socket.send(json.dumps({"type": "pong"}))
                continue
            if "delivery_id" in frame:
                receipt = {"type": "delivery_ack", "delivery_id": frame["delivery_id"], "status": "injected"}
                await self.socket.send(json.dumps(receipt))
            await self.frames.put(frame)

    async def receives(self):
        frame = await asyncio.wait_for(self.frames.get(), 10)
        say({self.name: "receives", "frame": frame})
        return frame


async def resume(real, client, tmux_session):
    """Restarts a spawned agent, and resumes its session, as far as a dry run goes."""
    say({"wants": "a pane and a session", "tmux_session": tmux_session})
    given = json.loads(await asyncio.to_thread(sys.stdin.readline))
    agent = await client.register_peer(
        "app",
        path=FOLDER,
        circle=RUN,
        circle_source="tmux",
        tmux_session=tmux_session,
        pane_id=given["pane_id"],
        metadata={"hook_session_id": given["session"]},
    )
    await client.restart_peer(agent.peer_id, dry_run=True)
    if hasattr(real, "resume_session"):
        # The client's own `notify` keeps the id of the session to itself.
        notice = {"from_peer": "ghost", "to_peer": agent.peer_id, "text": "x"}
        answer = await real._request("POST", "/notify", json=notice)
        await client.mark_peer_offline(agent.peer_id)
        await client.resume_session(answer["repowire_session_id"], dry_run=True)
    await client.kill_peer(agent.peer_id)


async def main():
    async with AsyncRepowireClient(BASE_URL) as real:
        client = Recorded(real)
        await client.health()
        me = await client.register_peer("me", path=f"/w/{RUN}/me", circle=RUN)
        other = await client.register_peer(
            "worker", path=f"/w/{RUN}/worker", circle=RUN, metadata={"a": 1}, pane_id="%7961"
        )
        async with Worker("worker", other.peer_id) as worker:
            await client.list_peers(path=f"/w/{RUN}/me")
            await client.list_peers(status="online", backend="claude-code")
            await client.get_peer(me.peer_id)
            await client.get_peer("me-claude-code", circle=RUN)
            await client.get_peer("nobody")
            await client.get_peer_by_pane("%7961")
            await client.set_description(me.peer_id, "at work", circle=RUN)
            await client.touch_peer(me.peer_id)
            await client.orchestrator_status(RUN)
            await client.notify(other.peer_id, "hello", from_peer=me.peer_id)
            await worker.receives()
            await client.broadcast("all", from_peer=me.peer_id, exclude=["nobody"])
            await worker.receives()
            ask = await client.ask(
                other.peer_id, "Which port?", from_peer=me.peer_id, attachments=[{"id": "x"}]
            )
            await worker.receives()
            await client.pending_asks(peer_id=other.peer_id)
            await client.pending_asks(pane_id="%7961", direction="both")
            await client.ack(ask.correlation_id, from_peer=other.peer_id)
            await client.ack(ask.correlation_id, from_peer=other.peer_id, message="late")
            await client.ack("ask-unknown", from_peer=other.peer_id)
            await client.query("nobody", "?", from_peer=me.peer_id, timeout=0.1)
            await client.ask("nobody", "?", from_peer=me.peer_id)
            await client.ingest_chat_turn("me-claude-code", "user", "hello", tool_calls=[ToolCall(name="Read")])
            events = [event for event in await real.events() if RUN in event.model_dump_json()]
            CALLED.add("events")
            RETURNED.add("events")
            say({"python": "events", "returns": [plain(event) for event in events]})
            file = await client.upload_attachment(b"8377", filename="port.txt", content_type="text/plain")
            say({"attachment": file.id})
            await client.download_attachment(file.id)
            await client.download_attachment("00000000")
            await client.set_circle(me.peer_id, f"{RUN}-b")
            await client.mark_peer_offline(me.peer_id)
            await client.spawn_config()
            spawned = await client.spawn(FOLDER, backend="claude-code", circle=RUN)
            if spawned:
                await resume(real, client, spawned.tmux_session)
            await client.spawn(FOLDER, "rm", circle=RUN)
            await client.restart_peer(me.peer_id, dry_run=True)
            if hasattr(real, "resume_session"):
                await client.resume_session("rw-session-unknown")
            await client.kill_peer(other.peer_id)
        await client.unregister_peer(me.peer_id)
        await client.unregister_peer(me.peer_id)
    methods = {name for name, _ in inspect.getmembers(AsyncRepowireClient, inspect.iscoroutinefunction)}
    public = {m for m in methods if not m.startswith("_") and m != "aclose"}
    say({"never called": sorted(public - CALLED), "never returned": sorted(public - RETURNED)})


asyncio.run(main())
