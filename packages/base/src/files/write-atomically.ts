import { nodeFiles } from "./node-files.ts";
import { sweptWhenCut } from "./swept-when-cut.ts";

/**
 * Writes a file beside its place and renames it: the file is there whole or not at all, whatever happens in between.
 *
 * ```ts
 * await writeAtomically("model.onnx", bytes);
 * ```
 * Where the name is a symbolic link, what it points to is replaced and the link stays. An existing file keeps its
 * permissions. When writing fails, or Ctrl-C ends the process, nothing is left beside it.
 */
export const writeAtomically = async (
  file: string,
  contents: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> => {
  const { open, rename, rm, stat, writeFile } = nodeFiles();
  const target = await targetOf(file);
  const permissions = await stat(target).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
  // Two writers of one file, in threads, processes or containers, must not share what they write beside it.
  const beside = `${target}.${crypto.randomUUID().slice(0, 13)}.part`;
  const written = sweptWhenCut(beside);
  try {
    const handle = await open(beside, "wx");
    try {
      if (permissions !== undefined) await handle.chmod(permissions);
      await writeFile(handle, contents);
      // A name that points to bytes not yet on the disk would not outlive a power cut.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    written();
  }
};

/** Where the bytes of a name are: at the end of its links, also when nothing is there yet. */
const targetOf = async (file: string): Promise<string> => {
  const { readlink, realpath } = nodeFiles();
  try {
    return await realpath(file);
  } catch (error) {
    // A circle of links, or a folder that may not be entered, is for the caller to know.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const { dirname, resolve } = process.getBuiltinModule("node:path");
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : targetOf(resolve(dirname(file), link));
  }
};
