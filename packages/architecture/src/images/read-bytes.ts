import type { FileHandle } from "node:fs/promises";
import { concatenate } from "@kaviar/base/numerics";
import type { Unreadable } from "./decode.ts";
import { formatOf, headLength, whyNoImage } from "./image-format.ts";

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

/** Of most small images this is all. What is larger has to begin as an image: a film may lie beside the photos. */
const firstPart = 2 ** 16;

/** The bytes of a file that may be an image, or why there are none. */
export const readBytes = (file: string): Promise<Uint8Array | Unreadable> =>
  withFile(file, async (handle) => {
    const first = await partOf(handle, firstPart);
    if (first.length < firstPart) return first;
    return formatOf(first) ? concatenate(Uint8Array, [first, await handle.readFile()]) : { why: whyNoImage(first) };
  });

/** Enough of a file to say what it is. */
export const readHead = (file: string): Promise<Uint8Array | Unreadable> =>
  withFile(file, (handle) => partOf(handle, headLength));

const withFile = async <T>(file: string, read: (handle: FileHandle) => Promise<T>): Promise<T | Unreadable> => {
  const { constants, open } = process.getBuiltinModule("node:fs/promises");
  try {
    // A pipe that nobody writes to is not waited for; where the system has no such mark, files have no pipes.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await read(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { why: whyOf(error) };
  }
};

/** The next bytes of a file: so many, or fewer where it ends. */
const partOf = async (handle: FileHandle, length: number): Promise<Uint8Array> => {
  const part = new Uint8Array(length);
  const { bytesRead } = await handle.read(part, 0, length);
  return part.slice(0, bytesRead);
};
