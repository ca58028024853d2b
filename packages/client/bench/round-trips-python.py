# The same exchange as round-trips-client.ts by the Python package and `websockets`, which its daemon
# brings along: round-trips-python.py url inFlight.
import asyncio
import json
import os
import sys
import tempfile
import time

import websockets
from repowire.client import AsyncRepowireClient

url, in_flight = sys.argv[1], int(sys.argv[2])
circle = f"bench-{os.getpid()}"


class Peer:
    def __init__(self, client, socket, peer_id):
        self.client, self.socket, self.peer_id = client, socket, peer_id
        self.replies, self.seen, self.tasks = {}, set(), set()
        self.reader = asyncio.create_task(self.read())

    @classmethod
    async def connect(cls, client, path):
        me = await client.register_peer(name="bench", path=path, circle=circle, backend="claude-code")
        socket = await websockets.connect(url.replace("http", "ws") + "/ws")
        await socket.send(
            json.dumps(
                {
                    "type": "connect",
                    "display_name": me.display_name,
                    "circle": circle,
                    "backend": "claude-code",
                    "path": path,
                    "peer_id": me.peer_id,
                    "capabilities": ["delivery_receipts"],
                }
            )
        )
        connected = json.loads(await socket.recv())
        assert connected["session_id"] == me.peer_id
        return cls(client, socket, me.peer_id)

    async def read(self):
        async for text in self.socket:
            frame = json.loads(text)
            if "delivery_id" in frame:
                receipt = {"delivery_id": frame["delivery_id"], "status": "injected"}
                await self.socket.send(json.dumps({"type": "delivery_ack", **receipt}))
            # A daemon that misses a receipt for a moment delivers again.
            message = frame.get("correlation_id") or frame.get("delivery_id")
            if message in self.seen:
                continue
            self.seen.add(message)
            if frame["type"] == "ask":
                question = frame["text"].rsplit("\n", 1)[0]
                ack = self.client.ack(
                    frame["correlation_id"],
                    from_peer=self.peer_id,
                    message=f"answer to {question}",
                )
                task = asyncio.create_task(ack)
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
            elif frame["type"] == "notify" and frame["text"].startswith("[ack #"):
                head, reply = frame["text"].split("] ", 1)
                self.reply_to(head[len("[ack #") :].split(" ", 1)[0]).set_result(reply)
            elif frame["type"] == "ping":
                await self.socket.send('{"type":"pong"}')

    def reply_to(self, correlation_id):
        return self.replies.setdefault(correlation_id, asyncio.get_running_loop().create_future())

    async def ask(self, to_peer, text):
        correlation_id = await self.client.ask(to_peer, text, from_peer=self.peer_id)
        correlation_id = getattr(correlation_id, "correlation_id", correlation_id)
        reply = await self.reply_to(correlation_id)
        del self.replies[correlation_id]
        return reply


async def run(asker, worker, count):
    left = iter(range(count))

    async def one():
        for index in left:
            reply = await asker.ask(worker.peer_id, f"question {index}")
            assert reply == f"answer to question {index}", reply

    await asyncio.gather(*(one() for _ in range(in_flight)))


async def main():
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncRepowireClient(url) as client:
            asker = await Peer.connect(client, folder + "/asker")
            worker = await Peer.connect(client, folder + "/worker")
            while line := await asyncio.to_thread(sys.stdin.readline):
                start = time.perf_counter()
                await run(asker, worker, int(line))
                print(int(line) / (time.perf_counter() - start), flush=True)
            for peer in (asker, worker):
                peer.reader.cancel()
                await peer.socket.close()
                await client.unregister_peer(peer.peer_id)


asyncio.run(main())
