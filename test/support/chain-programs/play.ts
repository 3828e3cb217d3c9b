import { pathToFileURL } from "node:url";

/** Asks every chain of a program, all at once, then some again, and prints what came of each as one JSON array. */
const [, , path = "", ...again] = process.argv;
const program = await import(pathToFileURL(path).href);

/** By the names of chains that are asked something of their own. */
const prompts: ReadonlyMap<string, string> = new Map(Object.entries(JSON.parse(process.env.PROMPTS ?? "{}")));

async function play(chain: string) {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: prompts.get(chain) ?? "Hello" },
  ];
  const played = { chain, text: "", whole: "", resets: 0, link: null, attempts: [], costUsd: null };
  try {
    for await (const event of program.stream(chain, messages)) {
      if (event.type === "text") played.text += event.text;
      if (event.type === "reset") {
        played.text = "";
        played.resets += 1;
      }
      if (event.type !== "answer") continue;
      const { text, link, attempts, costUsd } = event.answer;
      Object.assign(played, { whole: text, link, costUsd, attempts: attempts.map(told) });
    }
  } catch (error) {
    if (!(error instanceof program.ChainError)) throw error;
    Object.assign(played, { whole: played.text, attempts: Object(error).attempts.map(told) });
  }
  return played;
}

function told({ link, failure }: { link: string; failure: { kind: string } | null }): string {
  return failure === null ? link : `${link} ${failure.kind}`;
}

const first = await Promise.all([...program.chains.keys()].map(play));
console.log(JSON.stringify([...first, ...(await Promise.all(again.map(play)))]));
