import { ModelError } from "../error.ts";

/** Node's files; asked for by name at run time, so that a bundler for browsers has nothing to look for. */
const files = () => {
  const builtin = typeof process === "object" ? process.getBuiltinModule?.("node:fs/promises") : undefined;
  if (builtin) return builtin;
  throw new ModelError("file", "Files can be read and written in Node only.", {
    remedy: "In a browser work with bytes: await model.toOnnx() gives them, load(bytes) takes them.",
  });
};

/** The bytes of a file, or nothing where there is none. */
export const readIfThere = async (file: string): Promise<Uint8Array | undefined> => {
  try {
    return await files().readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Writes a file beside and renames it: it is there whole or not at all, whatever happens in between. */
export const writeWhole = async (file: string, bytes: Uint8Array): Promise<void> => {
  const { open, rename, rm } = files();
  const beside = `${file}.${process.pid}.part`;
  try {
    const handle = await open(beside, "w");
    try {
      await handle.writeFile(bytes);
      // A name that points to bytes not yet on the disk would not outlive a power cut.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};
