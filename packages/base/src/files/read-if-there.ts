import { nodeFiles } from "./node-files.ts";

/** The bytes of a file, or nothing where there is none. */
export const readIfThere = async (file: string | URL): Promise<Uint8Array | undefined> => {
  try {
    return await nodeFiles().readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};
