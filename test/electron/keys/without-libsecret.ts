/** Loaded into a key process before its own code: native files fail to load as they do where libsecret is missing. */
process.dlopen = () => {
  throw new Error("libsecret-1.so.0: cannot open shared object file: No such file or directory");
};
