import { act } from "react";
import type { WorkspaceStart } from "#electron/bridge/workspace.ts";
import { connect } from "#renderer/actions/connect.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useSelectionStore } from "#renderer/stores/selection-store.ts";
import type { Provider } from "#shared/model.ts";
import { createFakeHost, openai } from "#test/support/fake-host.ts";
import { settle } from "./mount.ts";

export const openrouter: Provider = {
  id: "openrouter",
  name: "OpenRouter",
  kind: "openrouter",
  baseUrl: "https://openrouter.ai/api/v1",
  keyOptional: false,
};

export const anthropic: Provider = {
  id: "anthropic",
  name: "Anthropic",
  kind: "anthropic",
  baseUrl: "https://api.anthropic.com",
  keyOptional: false,
};

export const groq: Provider = {
  id: "groq",
  name: "Groq",
  kind: "openai-compatible",
  baseUrl: "https://api.groq.com/openai/v1",
  keyOptional: false,
};

export type Asked = { readonly method: string; readonly input: unknown };

/** Ends what the host of an earlier test would still tell: its last events are sent a moment after its answers. */
let leave: () => void = () => undefined;

/** This window's stores and actions over the real bridge, whose parts are in memory. */
export async function openWindow(start: Partial<WorkspaceStart> = {}) {
  useSelectionStore.setState({ providerId: null, chainId: null });
  useChainDraftsStore.setState({ drafts: {}, saves: {}, faults: {}, renamingId: null });
  useColumnsStore.setState({ columns: [] });
  leave();
  const host = createFakeHost({ builtInProviders: [openai, anthropic, openrouter], ...start });
  const asked: Asked[] = [];
  connect({
    request: (request) => {
      asked.push({ method: request.method, input: request.input });
      return host.router(request, { id: "test" });
    },
    reconnect: () => undefined,
    open: (listener) => {
      leave = host.batcher.subscribe(listener.onBatch);
      listener.onConnected();
    },
  });
  await settle();
  if (!useAppStore.getState().isReady) throw new Error("The window got no snapshot.");
  const methods = () => asked.map((one) => one.method);
  return { host, asked, methods };
}

/** Types over what is in a field, as a paste does. */
export async function fill(element: HTMLInputElement | HTMLSelectElement, text: string): Promise<void> {
  const prototype = Object.getPrototypeOf(element);
  // React watches the element's own property: only the prototype's setter counts as the user's.
  const setter = Object.getOwnPropertyDescriptor(prototype, "value")?.set;
  await act(async () => {
    setter?.call(element, text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/** The control of a label, the first one where there are several. */
export function field(label: string, index = 0): HTMLInputElement {
  const control = controlOf(label, index);
  if (!(control instanceof HTMLInputElement)) throw new Error(`${label} is no input.`);
  return control;
}

export function select(label: string, index = 0): HTMLSelectElement {
  const control = controlOf(label, index);
  if (!(control instanceof HTMLSelectElement)) throw new Error(`${label} is no select.`);
  return control;
}

function controlOf(label: string, index: number): HTMLElement | null {
  const labels = [...document.querySelectorAll("label")].filter((one) => one.textContent === label);
  const found = labels[index];
  if (found === undefined) throw new Error(`No field ${label}: ${document.body.textContent}`);
  return document.getElementById(found.htmlFor);
}

/** What is said below a field. */
export function noteOf(control: HTMLElement): string {
  return document.getElementById(control.getAttribute("aria-describedby") ?? "")?.textContent ?? "";
}

export function pageText(): string {
  return document.body.textContent;
}
