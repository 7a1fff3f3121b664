import { TableError } from "../error.ts";
import type { HeldFile } from "./held-files.ts";

/** How the bytes of a text file are letters, by its name in the Encoding Standard: there Latin-1 is Windows-1252, as those who write it mean it. */
export type ByteEncoding = "utf-8" | "latin1" | "utf-16le" | "utf-16be";

/** What a byte order mark at the beginning says. */
export const markOf = ([first, second, third]: Uint8Array): ByteEncoding | undefined => {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xef && second === 0xbb && third === 0xbf ? "utf-8" : undefined;
};

/** Writes a file again as UTF-8 without a byte order mark, a piece at a time, unpacked where its name ends in `.gz`. */
export const recode = async ({ name, path: from }: HeldFile, to: string, encoding: ByteEncoding): Promise<void> => {
  const { createReadStream, createWriteStream } = process.getBuiltinModule("node:fs");
  const { createGunzip } = process.getBuiltinModule("node:zlib");
  const { pipeline } = process.getBuiltinModule("node:stream/promises");
  const decode = async function* (parts: AsyncIterable<Uint8Array>) {
    const decoder = new TextDecoder(encoding, { fatal: true });
    for await (const part of parts) yield decoder.decode(part, { stream: true });
    yield decoder.decode();
  };
  try {
    if (from.endsWith(".gz")) await pipeline(createReadStream(from), createGunzip(), decode, createWriteStream(to));
    else await pipeline(createReadStream(from), decode, createWriteStream(to));
  } catch (cause) {
    throw new TableError("read", `${name} is to be ${encoding}: ${(cause as Error).message}`, {
      remedy: "Leave out `encoding`, or name another one; it may have been cut off.",
      cause,
    });
  }
};
