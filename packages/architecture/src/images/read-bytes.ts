import type { FileHandle } from "node:fs/promises";
import type { Unreadable } from "./decode.ts";
import { formatOf, headLength, whyNoImage } from "./image-format.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EPERM: "it may not be read",
  ELOOP: "it is a link that leads back to itself",
};

/** Why the system does not give a file. */
export const whyOf = (error: unknown): string => {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
};

/** What is larger has to begin as an image before it is read: a film may lie beside the photos. */
const large = 2 ** 20;

/** The bytes of a file that may be an image, or why there are none. */
export const readBytes = async (file: string): Promise<Uint8Array | Unreadable> => {
  const { open, readFile, stat } = process.getBuiltinModule("node:fs/promises");
  try {
    const about = await stat(file);
    if (about.isDirectory()) return { why: "it is a folder" };
    if (!about.isFile()) return { why: "it is no file" };
    if (about.size <= large) return await readFile(file);
    const handle = await open(file);
    try {
      const head = await headFrom(handle);
      return formatOf(head) ? await handle.readFile() : { why: whyNoImage(head) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { why: whyOf(error) };
  }
};

/** Enough of a file to say what it is. */
export const readHead = async (file: string): Promise<Uint8Array> => {
  const handle = await process.getBuiltinModule("node:fs/promises").open(file);
  try {
    return await headFrom(handle);
  } finally {
    await handle.close();
  }
};

const headFrom = async (handle: FileHandle): Promise<Uint8Array> => {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(headLength), 0, headLength, 0);
  return buffer.subarray(0, bytesRead);
};
