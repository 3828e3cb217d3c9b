"""Asks every chain of a program, all at once, then some again, and prints what came of each as one JSON array."""
import asyncio
import importlib.util
import json
import os
import sys

# By the names of chains that are asked something of their own.
PROMPTS = json.loads(os.environ.get("PROMPTS", "{}"))


async def play(program, manager, chain):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": PROMPTS.get(chain, "Hello")}]
    text, resets = "", 0
    try:
        async for event in manager.stream(chain, messages):
            if isinstance(event, program.Text):
                text += event.text
            elif isinstance(event, program.Reset):
                text, resets = "", resets + 1
            else:
                answer = event
        link, attempts, cost_usd, whole = answer.link, answer.attempts, answer.cost_usd, answer.text
    except program.ChainError as error:
        link, attempts, cost_usd, whole = None, error.attempts, None, text
    told = [f"{one.link} {one.failure.kind}" if one.failure else one.link for one in attempts]
    return {
        "chain": chain, "text": text, "whole": whole, "resets": resets, "link": link, "attempts": told, "costUsd": cost_usd,
    }


async def main(path, *again):
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    sys.modules["program"] = program
    spec.loader.exec_module(program)
    async with program.ModelManager() as manager:
        first = await asyncio.gather(*(play(program, manager, chain) for chain in program.CHAINS))
        print(json.dumps(first + await asyncio.gather(*(play(program, manager, chain) for chain in again))))


asyncio.run(main(*sys.argv[1:]))
