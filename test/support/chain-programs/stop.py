"""Stops at the first piece of text, and prints what came of it."""
import asyncio
import importlib.util
import sys


async def main(path):
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    sys.modules["program"] = program
    spec.loader.exec_module(program)
    pieces, first = [], asyncio.Event()

    async def ask(manager):
        async for event in manager.stream("is stopped", [{"role": "user", "content": "Hello"}]):
            pieces.append(event)
            first.set()

    async with program.ModelManager() as manager:
        task = asyncio.create_task(ask(manager))
        await first.wait()
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print(f"stopped after {len(pieces)}: {len(manager.limits)} limits")


asyncio.run(main(sys.argv[1]))
