import rehypeHighlight from "rehype-highlight";

/** Made once: it registers every language when it is made, and reads each at its first use. */
export const highlight = rehypeHighlight();
