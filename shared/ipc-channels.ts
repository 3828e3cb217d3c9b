/** The two channels of the desktop window; nothing else crosses (design.md §2). */
export const requestChannel = "understudy:request";
export const batchChannel = "understudy:batch";
