/** Frames to wait for the Compare view, which is a chunk of its own. */
const mostFrames = 120;

/** Puts the cursor into the composer as soon as it is drawn, unless the user is somewhere else by then. */
export function focusPromptSoon(frame = 0): void {
  const prompt = document.querySelector<HTMLTextAreaElement>("textarea[aria-label='Prompt']");
  if (prompt !== null) {
    if (document.activeElement === document.body) prompt.focus();
    return;
  }
  if (frame < mostFrames) requestAnimationFrame(() => focusPromptSoon(frame + 1));
}
