/** Trouble outside of us, in words that say what is wrong: a full disk, a keychain that does not answer. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly message: string };
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
