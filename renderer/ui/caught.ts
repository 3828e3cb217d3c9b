/** Who hears of errors that a part of the window caught; the window's entry joins the log. */
let listener: (error: unknown) => void = () => undefined;

export function onCaught(next: (error: unknown) => void): void {
  listener = next;
}

export function tellCaught(error: unknown): void {
  listener(error);
}
