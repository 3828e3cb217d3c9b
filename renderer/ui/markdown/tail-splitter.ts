import { type BlockTree, grow } from "./block-tree.ts";
import { closesFence, cutLine, type Fence, openingFence, repeatedHead, startsListItem } from "./line-rules.ts";

export type Split = {
  /** What will not change any more. */
  readonly blocks: BlockTree;
  /** Stretches of a code block that is still open; they become one block when it closes. */
  readonly pieces: readonly string[];
  /** What may still change; parsed again with every paint. */
  readonly tail: string;
  /** The tail lies in an open code block, so its text is no Markdown. */
  readonly isTailCode: boolean;
};

export type TailSplitter = {
  /** Takes what has come since; the work does not grow with what came before. */
  append(text: string): Split;
};

/** An open code block is frozen in stretches of this many lines, so that a long one stays cheap. */
export const linesPerPiece = 200;
/** A code block of more stretches is not joined again: to highlight it at once would stop the window. */
export const mostJoinedPieces = 3;
/** What may still change is never longer by more than a line: longer paragraphs, lists and tables are frozen in parts. */
export const longestTail = 8_000;
/** Nor has it more lines than this by many: what a parser does for a line grows with the lines before it. */
export const mostTailLines = 300;
/** How much longer it may be where the next line is indented, as it may belong to an item of a list. */
const indentedSlack = 2;

/**
 * Splits Markdown into blocks that are final and a tail (ui/README.md §10): before the last top-level blank line
 * outside a fence, and around every top-level code block. Decisions are taken line by line, so that the same text
 * gives the same blocks however it arrived.
 */
export function createTailSplitter(): TailSplitter {
  const state: State = { blocks: [], lines: [], size: 0, isList: false, isAfterBlank: false, fence: null, rest: "" };
  return {
    append(text) {
      state.rest += text;
      takeWholeLines(state);
      const { blocks, fence, rest } = state;
      return { blocks, pieces: fence?.pieces ?? [], tail: openText(state) + rest, isTailCode: fence !== null };
    },
  };
}

type State = {
  blocks: BlockTree;
  /** Lines of the block that is being read. */
  lines: string[];
  /** Characters in them. */
  size: number;
  isList: boolean;
  isAfterBlank: boolean;
  fence: Fence | null;
  /** The beginning of a line. */
  rest: string;
};

function takeWholeLines(state: State): void {
  const { rest } = state;
  let from = 0;
  for (;;) {
    const newline = rest.indexOf("\n", from);
    const end = newline === -1 ? rest.length : newline;
    const cut = cutLine(rest, from, end);
    if (cut === null && newline === -1) break;
    if (cut === null) takeLine(state, rest.slice(from, end));
    else takeLongLine(state, rest.slice(from, cut));
    from = cut ?? end + 1;
  }
  state.rest = rest.slice(from);
}

/** The first part of a line that is too long to be parsed again and again. */
function takeLongLine(state: State, part: string): void {
  if (state.fence !== null) {
    state.fence.open += part;
    freezePiece(state.fence);
    return;
  }
  state.lines.push(part);
  freezeLines(state);
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
  const isIndented = /^[ \t]/.test(line);
  // An indented line after a blank one may still belong to the list item before it.
  if (state.isAfterBlank && !isIndented) freezeLines(state);
  state.isAfterBlank = false;
  const fence = openingFence(line, state.isList && state.lines.length > 0);
  if (fence !== null) {
    freezeLines(state);
    state.fence = fence;
    return;
  }
  if (isFull(state, isIndented ? indentedSlack : 1)) freezePart(state);
  if (state.lines.length === 0) state.isList = startsListItem(line);
  state.lines.push(line);
  state.size += line.length;
}

/** A list whose lines are all indented is cut at last, too: else it would be parsed anew as a whole with every paint. */
function isFull({ size, lines }: State, slack: number): boolean {
  return size > longestTail * slack || lines.length > mostTailLines * slack;
}

function takeCodeLine(state: State, fence: Fence, line: string): void {
  if (closesFence(fence, line)) {
    const ending = `${fence.open}${line}`;
    // The stretches become one block again, now that it can be highlighted and copied as a whole.
    const whole =
      fence.pieces.length === 0 ? ending : `${fence.opening}\n${fence.code.join("")}${bodyOf(fence)}${line}`;
    state.blocks = fence.isLong ? grow(state.blocks, ending) : grow(state.blocks, whole);
    state.fence = null;
    return;
  }
  fence.open += `${line}\n`;
  fence.lines += 1;
  if (fence.lines < linesPerPiece && fence.open.length <= longestTail) return;
  freezePiece(fence);
  if (!fence.isLong && fence.pieces.length <= mostJoinedPieces) return;
  fence.isLong = true;
  for (const piece of fence.pieces) state.blocks = grow(state.blocks, piece);
  fence.pieces = [];
  fence.code = [];
}

/** What an open code block holds since its last stretch. */
function bodyOf(fence: Fence): string {
  return fence.open.slice(fence.opening.length + 1);
}

function freezePiece(fence: Fence): void {
  const body = bodyOf(fence);
  fence.pieces = [...fence.pieces, `${fence.opening}\n${body}${body.endsWith("\n") ? "" : "\n"}${fence.marker}`];
  fence.code.push(body);
  fence.open = `${fence.opening}\n`;
  fence.lines = 0;
}

function freezeLines(state: State): void {
  const text = state.lines.join("\n").trimEnd();
  state.lines = [];
  state.size = 0;
  state.isAfterBlank = false;
  if (text !== "") state.blocks = grow(state.blocks, text);
}

/** Freezes a part of a block that goes on: a table goes on under its own head. */
function freezePart(state: State): void {
  const head = repeatedHead(state.lines);
  freezeLines(state);
  state.lines = [...head];
}

function openText({ fence, lines }: State): string {
  if (fence !== null) return fence.open;
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
