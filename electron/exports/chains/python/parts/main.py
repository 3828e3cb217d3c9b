async def main(chain_name: str, prompt: str) -> None:
    async with ModelManager() as manager:
        async for event in manager.stream(chain_name, [{"role": "user", "content": prompt}]):
            if isinstance(event, Text):
                print(event.text, end="", flush=True)
            elif isinstance(event, Reset):
                print("\n[cut; the next link starts over]")
            else:
                cost = "unknown" if event.cost_usd is None else f"${event.cost_usd:.6f}"
                print(f"\n[{event.link}, {len(event.attempts)} request(s), cost {cost}]")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
