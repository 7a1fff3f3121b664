import { TableError } from "../error.ts";

/** The first bytes of a file, unpacked. */
export interface FileHead {
  readonly bytes: Uint8Array;
  /** Whether that is all there is. */
  readonly whole: boolean;
}

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
    throw new TableError("read", `${path} cannot be read: ${(cause as Error).message}.`, { cause });
  } finally {
    file.destroy();
  }
  const bytes = Buffer.concat(parts);
  return { bytes: bytes.subarray(0, enough), whole: length <= enough };
};
