/** The text of a file, put in by the bundler: parts of the programs that chains are written as. */
declare module "*?raw" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: this is how the bundler gives it
  export default text;
}
