import { z } from "zod";
import { answerText, promptOf } from "./answers.ts";
import { isGone } from "./compare.ts";
import { gatewayToken } from "./life.ts";
import { pick, type Stage } from "./stage.ts";

/** A program that asks the gateway, in both ways, sometimes without waiting for the answer. */

const answersWithinMs = 90_000;

const whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })) });
const chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }) })).optional(),
  error: z.object({ message: z.string() }).optional(),
});
const refusal = z.object({ error: z.object({ message: z.string(), type: z.string() }) });

export async function askGateway(stage: Stage): Promise<void> {
  const { random, catalog, life, ledger } = stage;
  const question = stage.newId("g");
  const model = random() < 0.5 ? `chain/${pick(random, catalog.chains).name}` : modelName(stage);
  const isStream = random() < 0.5;
  const leavesAfterMs = random() < 0.1 ? Math.ceil(random() * 100) : answersWithinMs;
  const body = JSON.stringify({ model, stream: isStream, messages: [{ role: "user", content: promptOf(question) }] });
  const headers = { authorization: `Bearer ${gatewayToken}`, "content-type": "application/json" };
  const signal = AbortSignal.timeout(leavesAfterMs);
  try {
    const response = await fetch(`${life.gatewayUrl}/chat/completions`, { method: "POST", headers, body, signal });
    const text = await textOf(response);
    const fault = response.ok ? faultOf(stage, { question, isStream, text }) : faultOfRefusal(response.status, text);
    if (fault !== null) ledger.findings.push(`The gateway's answer to ${question} ${fault}`);
    ledger.tally(response.ok ? "gateway answers" : "gateway errors");
  } catch (error) {
    if (isGone(stage)) return;
    if (leavesAfterMs === answersWithinMs) {
      ledger.findings.push(`The gateway's answer to ${question} did not come: ${String(error)}`);
    } else ledger.tally("gateway requests left");
  }
}

/** An answer that breaks off after its first word ends with an error and a lost connection. */
async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of body ?? []) text += decoder.decode(bytes, { stream: true });
  } catch (error) {
    if (!text.includes(`data: {"error"`)) throw error;
  }
  return text;
}

function modelName({ random, catalog }: Stage): string {
  const { providerId, modelId } = pick(random, catalog.models);
  return `${providerId}/${modelId}`;
}

type Answered = { readonly question: string; readonly isStream: boolean; readonly text: string };

/** Null where it is the whole answer of a link, or says that it broke off. */
function faultOf({ catalog }: Stage, { question, isStream, text }: Answered): string | null {
  const links = new Set(catalog.models.map(({ providerId }) => catalog.linkOf(providerId)));
  const said = isStream ? textOfStream(text) : (whole.parse(JSON.parse(text)).choices[0]?.message.content ?? "");
  if (said === null) return null;
  return [...links].some((link) => answerText(link, question) === said) ? null : `is shown as whole with "${said}"`;
}

/** Null where the stream ends with an error. */
function textOfStream(text: string): string | null {
  const data = text.split("\n").filter((line) => line.startsWith("data: ") && line !== "data: [DONE]");
  const chunks = data.map((line) => chunk.parse(JSON.parse(line.slice("data: ".length))));
  if (chunks.some(({ error }) => error !== undefined)) return null;
  return chunks.flatMap(({ choices = [] }) => choices.map(({ delta }) => delta.content ?? "")).join("");
}

function faultOfRefusal(status: number, text: string): string | null {
  const isRight = status >= 400 && refusal.safeParse(JSON.parse(text)).success;
  return isRight ? null : `is ${status} with ${text.slice(0, 200)}`;
}
