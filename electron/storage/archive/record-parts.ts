import { z } from "zod";

/** Ids are as the window may name them, so that what came in can be opened, changed and removed like everything else. */
export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export const number = z.number();
export const optionalNumber = z.number().nullable();
export const optionalText = z.string().nullable();
