import { KaviarError } from "../error/kaviar-error.ts";

/** Node's files; asked for by name at run time, so that a bundler for browsers has nothing to look for. */
export const nodeFiles = () => {
  const builtin = typeof process === "object" ? process.getBuiltinModule?.("node:fs/promises") : undefined;
  if (builtin) return builtin;
  throw new KaviarError("no-files", "world", "Files can be read and written in Node only.", {
    remedy: "In a browser work with bytes.",
  });
};
