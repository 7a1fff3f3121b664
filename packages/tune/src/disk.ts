import { TuneError } from "./error.ts";

/** Files, paths and the system of this process; an error where there is no disk, as in a browser. */
export const disk = () => {
  const fs = globalThis.process?.getBuiltinModule?.("node:fs");
  const path = globalThis.process?.getBuiltinModule?.("node:path");
  const os = globalThis.process?.getBuiltinModule?.("node:os");
  if (!fs || !path || !os) throw new TuneError("no-disk", "A checkpoint needs a disk, and there is none here.");
  return { fs, path, os };
};
