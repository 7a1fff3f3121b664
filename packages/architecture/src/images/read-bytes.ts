import type { Unreadable } from "./decode.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EPERM: "it may not be read",
  EISDIR: "it is a folder",
  ELOOP: "it is a link that leads back to itself",
};

/** Why the system does not give a file. */
export const whyOf = (error: unknown): string => {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
};

/** The bytes of a file, or why there are none. */
export const readBytes = async (file: string): Promise<Uint8Array | Unreadable> => {
  try {
    return await process.getBuiltinModule("node:fs/promises").readFile(file);
  } catch (error) {
    return { why: whyOf(error) };
  }
};
