"""Prints the chains of several programs, in the words of the programs in TypeScript, as one JSON array."""
import importlib.util
import json
import sys


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    program = importlib.util.module_from_spec(spec)
    sys.modules["program"] = program
    spec.loader.exec_module(program)
    return program


def link(one):
    return {
        "name": one.name,
        "provider": one.provider,
        "modelId": one.model_id,
        "maxTokens": one.max_tokens,
        "temperature": one.temperature,
        "costPer1kInput": one.cost_per_1k_input,
        "costPer1kOutput": one.cost_per_1k_output,
        "retries": one.retries,
        "connectMs": round(one.connect_s * 1000),
        "firstContentMs": round(one.first_content_s * 1000),
        "lastHopeFirstContentMs": round(one.last_hope_first_content_s * 1000),
        "idleMs": round(one.idle_s * 1000),
        "totalMs": round(one.total_s * 1000),
        "fallThrough": sorted(one.fall_through),
        "extra": one.extra,
    }


def dump(program):
    return [
        [name, {"onMidStream": chain.on_mid_stream, "links": [link(one) for one in chain.links]}]
        for name, chain in program.CHAINS.items()
    ]


print(json.dumps([dump(load(path)) for path in sys.argv[1:]]))
