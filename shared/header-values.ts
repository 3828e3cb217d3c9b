/** Every value of a header as it came; Node's own `headers` keeps the first of repeated ones and hides the rest. */
export function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
