import { readFile } from "node:fs/promises";
import { longestSlice } from "#shared/archive.ts";
import { chainFormats } from "#shared/chain-export.ts";
import { valueFrom } from "#test/support/calls.ts";
import { chainId, type Sending } from "./flow-sends.ts";

/** Everything that leaves the program as a file, and comes back. */
export async function exportAndImport(sending: Sending): Promise<void> {
  const { call } = sending.talk;
  const { comparisons } = await sentComparisons(sending);
  for (const comparisonId of comparisons) {
    for (const format of ["markdown", "json", "csv", "html"] as const) {
      await valueFrom(call("export.comparison", { comparisonId, format }));
    }
  }
  for (const format of ["csv", "json"] as const) {
    await valueFrom(call("export.spend", { range: { kind: "all" }, format }));
  }
  for (const format of chainFormats) await valueFrom(call("export.chains", { chainIds: [chainId], format }));
  const setup = await valueFrom(call("export.setup", {}));
  await importFile(sending, setup.text);
  await importFile(sending, foreignFile(sending.world.strays.inImportedFile.key));
  await archive(sending);
}

async function sentComparisons({ talk }: Sending) {
  const page = await valueFrom(talk.call("history.search", { text: "", filters: {}, cursor: null }));
  return { comparisons: page.entries.map(({ comparisonId }) => comparisonId) };
}

async function importFile({ talk: { call } }: Sending, text: string): Promise<void> {
  const preview = await valueFrom(call("import.preview", { text }));
  const choices = Object.fromEntries(
    preview.items.flatMap(({ key, choices: [first] }) => (first ? [[key, first]] : [])),
  );
  await call("import.apply", { previewId: preview.previewId, choices });
}

/** A file of LiteLLM whose owner left the key in it. */
const foreignFile = (key: string) => `model_list:
  - model_name: mine
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: ${key}
`;

async function archive({ talk: { call, done } }: Sending): Promise<void> {
  const { id } = await valueFrom(call("archive.export", {}));
  const text = await readFile(await done(id), "utf8");
  for (let index = 0; index * longestSlice < text.length; index += 1) {
    const slice = text.slice(index * longestSlice, (index + 1) * longestSlice);
    await valueFrom(call("archive.upload", { uploadId: "upload", index, text: slice }));
  }
  await valueFrom(call("archive.check", { uploadId: "upload" }));
  const job = await valueFrom(call("archive.import", { uploadId: "upload" }));
  await done(job.id);
  await call("archive.discard", { uploadId: "upload" });
}
