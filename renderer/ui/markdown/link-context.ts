import { createContext } from "react";

/** What a link of an answer does when it is pressed. */
export const LinkContext = createContext<(url: string) => void>(() => undefined);
