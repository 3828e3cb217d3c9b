import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeLiteLlm } from "#electron/exports/chains/litellm.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import { factsOfChains } from "#test/support/random-chains.ts";

const own: Provider = {
  id: "own",
  name: "My server",
  kind: "openai-compatible",
  baseUrl: "http://127.0.0.1:9/v1",
  keyOptional: true,
};
const smart: Chain = {
  id: "c",
  name: "smart",
  links: [
    {
      ...newLink("1", "GLM", { providerId: "openrouter", modelId: "z-ai/glm-5" }),
      models: ["a/b"],
      costPer1kInput: 0.003,
      costPer1kOutput: 0,
    },
    newLink("2", "Local", { providerId: "own", modelId: "qwen3:8b" }),
  ],
  onMidStream: "restart",
};
const write = (chains: readonly Chain[]) => writeLiteLlm(factsOfChains(chains, [...builtInProviders, own]));

test("a chain is a model for each link, and the fallbacks of the first one, with what LiteLLM does by itself turned off", () => {
  const { text, variables, check } = write([smart]);
  expect(parse(text)).toEqual({
    model_list: [
      {
        model_name: "smart",
        litellm_params: {
          model: "openrouter/z-ai/glm-5",
          api_key: "os.environ/OPENROUTER_API_KEY",
          max_tokens: 2000,
          temperature: 0.7,
          models: ["z-ai/glm-5", "a/b"],
          stream_timeout: 12,
          timeout: 600,
          num_retries: 1,
        },
        model_info: { input_cost_per_token: 0.000003, output_cost_per_token: 0 },
      },
      {
        model_name: "smart-2",
        litellm_params: {
          model: "openai/qwen3:8b",
          api_base: "http://127.0.0.1:9/v1",
          api_key: "none",
          max_tokens: 2000,
          temperature: 0.7,
          stream_timeout: 60,
          timeout: 600,
          num_retries: 1,
        },
      },
    ],
    router_settings: {
      num_retries: 0,
      retry_policy: {
        RateLimitErrorRetries: 0,
        TimeoutErrorRetries: 0,
        AuthenticationErrorRetries: 0,
        BadRequestErrorRetries: 0,
        ContentPolicyViolationErrorRetries: 0,
      },
      allowed_fails: 1,
      allowed_fails_policy: {
        RateLimitErrorAllowedFails: 0,
        TimeoutErrorAllowedFails: 0,
        AuthenticationErrorAllowedFails: 0,
      },
      cooldown_time: 10,
      fallbacks: [{ smart: ["smart-2"] }],
      content_policy_fallbacks: [{ smart: [] }],
    },
  });
  expect(variables).toEqual(["OPENROUTER_API_KEY"]);
  expect(check.kind).toBe("none");
});

test("it looks as people write it: the head says whence it comes, lists of names stand on one line", () => {
  const lines = write([smart]).text.split("\n");
  expect(lines[0]).toBe('# Exported from the Understudy chain "smart", 23 Nov 2026');
  expect(lines).toContain('  fallbacks: [{ "smart": ["smart-2"] }]');
  expect(lines).toContain("      api_key: os.environ/OPENROUTER_API_KEY");
  expect(lines).toContain("      input_cost_per_token: 0.000003");
});

test("what LiteLLM has no field for is told in the words of the chain", () => {
  const { losses } = write([smart]);
  expect(losses.find(({ what }) => what === "cut stream: start over")).toEqual({
    what: "cut stream: start over",
    why: "LiteLLM config has no field for “cut stream: start over”, so it is left out.",
    chainName: "smart",
    linkIndex: null,
  });
});

test("what LiteLLM does otherwise, and no rule of the chain names, is told as well", () => {
  const links = [...smart.links, newLink("3", "Claude", { providerId: "anthropic", modelId: "claude-sonnet-5-5" })];
  const { losses } = write([{ ...smart, links }]);
  expect(losses).toEqual(
    expect.arrayContaining([
      {
        what: "the field thinking of its requests",
        why: "LiteLLM does not send it, so “the field thinking of its requests” is left out.",
        chainName: "smart",
        linkIndex: 2,
      },
      {
        what: "wrong request: stop",
        why: "LiteLLM asks the next model after every failure, so “wrong request: stop” is left out.",
        chainName: "smart",
        linkIndex: null,
      },
    ]),
  );
  const alone = write([{ ...smart, links: smart.links.slice(0, 1) }]).losses.map(({ what }) => what);
  expect(alone).toContain("the whole time of a stream");
  expect(alone).toContain("probes, waiting for limits, context windows and budgets");
  expect(alone).not.toContain("wrong request: stop");
});

test("no two links have one name, whatever the chains are called", () => {
  const second: Chain = { ...smart, id: "d", name: "smart-2" };
  const file: { model_list: { model_name: string }[] } = parse(write([smart, second]).text);
  const names = file.model_list.map(({ model_name }) => model_name);
  expect(names).toEqual(["smart", "smart-2-2", "smart-2", "smart-2-2-2"]);
});

test("a chain called as a pattern of the router is none", () => {
  const { text } = write([{ ...smart, name: "*" }]);
  expect(text).not.toMatch(/model_name: "?\*/);
});

test("two providers whose names come to the same word do not share a key", () => {
  const links = ["a", "b", "openai"].map((id) => newLink(id, id, { providerId: id, modelId: "m" }));
  const rivals: Provider[] = [
    { ...own, id: "a", name: "Open AI!", keyOptional: false },
    { ...own, id: "b", name: "open-ai", keyOptional: false },
    ...builtInProviders,
  ];
  const renamed = rivals.map((one) => (one.id === "b" ? { ...one, name: "OpenAI" } : one));
  const { variables } = writeLiteLlm(factsOfChains([{ ...smart, links }], renamed));
  expect(variables).toEqual(["OPEN_AI_API_KEY", "OPENAI_2_API_KEY", "OPENAI_API_KEY"]);
});
