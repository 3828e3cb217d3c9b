/** A part of an answer that will not change any more. `isPiece`: a stretch of a code block that is still open. */
export type Block = { readonly text: string; readonly isPiece: boolean };

export type Split = {
  readonly blocks: readonly Block[];
  /** What may still change; parsed again with every paint. */
  readonly tail: string;
  /** The tail lies in an open code block, so its text is no Markdown. */
  readonly isTailCode: boolean;
};

export type TailSplitter = {
  /** Takes the whole text so far; only what is new is looked at. A text that is not a continuation starts over. */
  split(text: string): Split;
};

/** An open code block is frozen in stretches of this many lines, so that a long one stays cheap. */
export const linesPerPiece = 200;

type Fence = { readonly opening: string; readonly marker: string; readonly lines: string[]; pieceStart: number };

const fenceOpening = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/;
const listItem = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;

/**
 * Splits Markdown into blocks that are final and a tail (ui/README.md §10): before the last top-level blank line
 * outside a fence, and around every top-level code block. Decisions are taken line by line, so that the same text
 * gives the same blocks however it arrived.
 */
export function createTailSplitter(): TailSplitter {
  let state = startState();
  return {
    split(text) {
      if (!text.startsWith(state.taken)) state = startState();
      let from = state.taken.length;
      for (let end = text.indexOf("\n", from); end !== -1; end = text.indexOf("\n", from)) {
        takeLine(state, text.slice(from, end));
        from = end + 1;
      }
      state.taken = text.slice(0, from);
      return { blocks: state.blocks, tail: openText(state) + text.slice(from), isTailCode: state.fence !== null };
    },
  };
}

type State = {
  /** Text of the whole lines that were looked at. */
  taken: string;
  blocks: readonly Block[];
  /** Lines of the block that is being read. */
  lines: string[];
  isList: boolean;
  isAfterBlank: boolean;
  fence: Fence | null;
};

function startState(): State {
  return { taken: "", blocks: [], lines: [], isList: false, isAfterBlank: false, fence: null };
}

function takeLine(state: State, line: string): void {
  if (state.fence !== null) {
    takeCodeLine(state, state.fence, line);
    return;
  }
  if (line.trim() === "") {
    if (state.lines.length > 0) state.lines.push("");
    state.isAfterBlank = state.lines.length > 0;
    return;
  }
  // An indented line after a blank one may still belong to the list item before it.
  if (state.isAfterBlank && !/^[ \t]/.test(line)) freezeLines(state);
  state.isAfterBlank = false;
  const fence = openFence(state, line);
  if (fence !== null) {
    freezeLines(state);
    state.fence = fence;
    return;
  }
  if (state.lines.length === 0) state.isList = listItem.test(line);
  state.lines.push(line);
}

/** A fence that stands for itself; one that is indented inside a list stays part of the list. */
function openFence(state: State, line: string): Fence | null {
  const match = fenceOpening.exec(line.replace(/\r$/, ""));
  if (match === null) return null;
  const [, indent = "", marker = "", info = ""] = match;
  if (marker.startsWith("`") && info.includes("`")) return null;
  if (indent !== "" && state.isList && state.lines.length > 0) return null;
  return { opening: line, marker, lines: [], pieceStart: 0 };
}

function takeCodeLine(state: State, fence: Fence, line: string): void {
  if (isClosing(fence, line)) {
    // The stretches become one block again, now that it can be highlighted and copied as a whole.
    const closed = state.blocks.filter((block) => !block.isPiece);
    const text = [fence.opening, ...fence.lines, line].join("\n");
    state.blocks = [...closed, { text, isPiece: false }];
    state.fence = null;
    return;
  }
  fence.lines.push(line);
  if (fence.lines.length - fence.pieceStart < linesPerPiece) return;
  const text = [fence.opening, ...fence.lines.slice(fence.pieceStart), fence.marker].join("\n");
  state.blocks = [...state.blocks, { text, isPiece: true }];
  fence.pieceStart = fence.lines.length;
}

function isClosing(fence: Fence, line: string): boolean {
  const text = line.trim();
  const sign = fence.marker.charAt(0);
  const isIndented = /^ {4,}/.test(line);
  return !isIndented && text.length >= fence.marker.length && text === sign.repeat(text.length);
}

function freezeLines(state: State): void {
  const text = state.lines.join("\n").trimEnd();
  state.lines = [];
  state.isAfterBlank = false;
  if (text !== "") state.blocks = [...state.blocks, { text, isPiece: false }];
}

function openText(state: State): string {
  const { fence, lines } = state;
  const open = fence === null ? lines : [fence.opening, ...fence.lines.slice(fence.pieceStart)];
  return open.length === 0 ? "" : `${open.join("\n")}\n`;
}
