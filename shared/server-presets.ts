/** The servers that speak like OpenAI and that Understudy knows by name (protocols.md §8). */
export type ServerId =
  | "mistral"
  | "groq"
  | "deepseek"
  | "xai"
  | "together"
  | "ollama"
  | "lm-studio"
  | "vllm"
  | "llama-cpp";

/** What fills in the form of a new provider, and by what its server is known again. */
export type ServerPreset = {
  readonly id: ServerId;
  readonly name: string;
  readonly baseUrl: string;
  /** True for a server that answers without a key. */
  readonly keyOptional: boolean;
  /** How its keys look, to be shown in an empty field; null where any text will do. */
  readonly keyShape: string | null;
  /** Host names, lower case, at which it answers over the network. */
  readonly hosts: readonly string[];
  /** The port that it takes on this machine unless told otherwise. */
  readonly port: number | null;
};

const hosted = { keyOptional: false, port: null } as const;
const local = { keyOptional: true, keyShape: null } as const;

/** In the order in which they are offered: hosted ones first, then those that run on this machine. */
export const serverPresets: readonly ServerPreset[] = [
  {
    ...hosted,
    id: "mistral",
    name: "Mistral",
    baseUrl: "https://api.mistral.ai/v1",
    keyShape: "32 letters and digits",
    hosts: ["api.mistral.ai"],
  },
  {
    ...hosted,
    id: "groq",
    name: "Groq",
    baseUrl: "https://api.groq.com/openai/v1",
    keyShape: "gsk_…",
    hosts: ["api.groq.com"],
  },
  {
    ...hosted,
    id: "deepseek",
    name: "DeepSeek",
    baseUrl: "https://api.deepseek.com",
    keyShape: "sk-…",
    hosts: ["api.deepseek.com"],
  },
  {
    ...hosted,
    id: "xai",
    name: "xAI",
    baseUrl: "https://api.x.ai/v1",
    keyShape: "xai-…",
    hosts: ["api.x.ai"],
  },
  {
    ...hosted,
    id: "together",
    name: "Together",
    baseUrl: "https://api.together.xyz/v1",
    keyShape: "tgp_v1_…",
    hosts: ["api.together.xyz", "api.together.ai"],
  },
  {
    ...local,
    id: "ollama",
    name: "Ollama",
    baseUrl: "http://127.0.0.1:11434/v1",
    hosts: ["ollama.com"],
    port: 11_434,
  },
  { ...local, id: "lm-studio", name: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1", hosts: [], port: 1_234 },
  { ...local, id: "vllm", name: "vLLM", baseUrl: "http://127.0.0.1:8000/v1", hosts: [], port: 8_000 },
  { ...local, id: "llama-cpp", name: "llama.cpp", baseUrl: "http://127.0.0.1:8080/v1", hosts: [], port: 8_080 },
];

/** A server that answers on this machine right now. */
export type FoundServer = {
  readonly id: ServerId;
  readonly baseUrl: string;
  /** Models that can answer prompts. */
  readonly modelCount: number;
};
