import { afterAll } from "vitest";
import { closeBrowser } from "#test/support/browser.ts";

afterAll(closeBrowser);
