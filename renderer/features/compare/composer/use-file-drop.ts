import { useEffect, useState } from "react";
import { addImages } from "#renderer/actions/images.ts";

/**
 * Takes files that are dropped anywhere in the window as images of the prompt; a browser would open them in place of
 * the program. True while some hover.
 */
export function useFileDrop(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    document.addEventListener("dragover", (event) => allow(event, setOver), { signal });
    document.addEventListener("dragleave", (event) => event.relatedTarget === null && setOver(false), { signal });
    document.addEventListener("drop", (event) => take(event, setOver), { signal });
    return () => listeners.abort();
  }, []);
  return isOver;
}

function allow(event: DragEvent, setOver: (isOver: boolean) => void): void {
  if (event.dataTransfer?.types.includes("Files") !== true) return;
  event.preventDefault();
  setOver(true);
}

function take(event: DragEvent, setOver: (isOver: boolean) => void): void {
  setOver(false);
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  void addImages(files);
}
