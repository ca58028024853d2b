# Measures upstream's Python client at the same daemon: measure.py url calls inFlight
import asyncio
import json
import sys
import time

from repowire.client import AsyncRepowireClient

url, calls, in_flight = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


async def run(client: AsyncRepowireClient, count: int) -> None:
    left = iter(range(count))

    async def worker() -> None:
        for _ in left:
            await client.health()

    await asyncio.gather(*(worker() for _ in range(in_flight)))


async def main() -> None:
    async with AsyncRepowireClient(url) as client:
        await run(client, calls // 2)
        start, before = time.perf_counter(), time.process_time()
        await run(client, calls)
        processor = (time.process_time() - before) * 1e6 / calls
        clock = (time.perf_counter() - start) * 1e6 / calls
    print(json.dumps({"clock": clock, "processor": processor}))


asyncio.run(main())
