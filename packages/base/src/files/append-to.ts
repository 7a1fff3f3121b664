import { nodeFiles } from "./node-files.ts";

/**
 * Adds to the end of a file, which is made where there is none, and its folder as well.
 *
 * ```ts
 * await appendTo("runs/first.csv", "1,0.5\n");
 * ```
 */
export const appendTo = async (file: string, contents: Uint8Array | string): Promise<void> => {
  const { appendFile, mkdir } = nodeFiles();
  await mkdir(process.getBuiltinModule("node:path").dirname(file), { recursive: true });
  await appendFile(file, contents);
};
