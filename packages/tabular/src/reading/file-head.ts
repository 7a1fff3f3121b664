import { TableError } from "../error.ts";
import type { HeldFile } from "./held-files.ts";

/** The first bytes of a file, unpacked. */
export interface FileHead {
  readonly bytes: Uint8Array;
  /** Whether that is all there is. */
  readonly whole: boolean;
}

/** What zlib says of a file that is no gzip, or not all of one. */
const unpacking: Readonly<Record<string, string>> = {
  Z_DATA_ERROR: "Its name says that it is packed: take .gz off if it is not.",
  Z_BUF_ERROR: "It has been cut off: copy it again.",
};

const enough = 256 * 1024;

/** Lines of wide tables may be longer: then there is more of it, up to so much. */
const most = 64 * 1024 * 1024;

const linesIn = (bytes: Uint8Array): number => bytes.filter((byte) => byte === 10 || byte === 13).length;

/** The beginning of a file, of what is in it where its name ends in `.gz`; so many lines of it at least, unless they are very long. */
export const fileHead = async ({ name, path }: HeldFile, fewestLines = 0): Promise<FileHead> => {
  const { createReadStream } = process.getBuiltinModule("node:fs");
  const { createGunzip } = process.getBuiltinModule("node:zlib");
  const { pipeline } = process.getBuiltinModule("node:stream");
  const file = createReadStream(path);
  const stream = path.endsWith(".gz") ? pipeline(file, createGunzip(), () => {}) : file;
  const parts: Uint8Array[] = [];
  let [length, lines, end] = [0, 0, Number.POSITIVE_INFINITY];
  try {
    for await (const part of stream) {
      const before = length;
      parts.push(part);
      length += part.length;
      lines += linesIn(part);
      if (length <= enough || (lines < fewestLines && length <= most)) continue;
      end = before <= enough ? enough : length;
      break;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const remedy = unpacking[code ?? ""];
    throw new TableError(
      remedy ? "read" : "file",
      `${name} cannot be read: ${message}.`,
      remedy ? { remedy, cause } : { remedy: "Check the path, and who may read there.", cause },
    );
  } finally {
    file.destroy();
  }
  return { bytes: Buffer.concat(parts).subarray(0, end), whole: length <= end };
};
