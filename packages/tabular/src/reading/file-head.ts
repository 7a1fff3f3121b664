import { TableError } from "../error.ts";

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

/** The beginning of a file, of what is in it where its name ends in `.gz`. */
export const fileHead = async (path: string): Promise<FileHead> => {
  const { createReadStream } = process.getBuiltinModule("node:fs");
  const { createGunzip } = process.getBuiltinModule("node:zlib");
  const { pipeline } = process.getBuiltinModule("node:stream");
  const file = createReadStream(path);
  const stream = path.endsWith(".gz") ? pipeline(file, createGunzip(), () => {}) : file;
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of stream) {
      parts.push(part);
      length += part.length;
      if (length > enough) break;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const remedy = unpacking[code ?? ""];
    throw new TableError(
      remedy ? "read" : "file",
      `${path} cannot be read: ${message}.`,
      remedy ? { remedy, cause } : { remedy: "Check the path, and who may read there.", cause },
    );
  } finally {
    file.destroy();
  }
  const bytes = Buffer.concat(parts);
  return { bytes: bytes.subarray(0, enough), whole: length <= enough };
};
