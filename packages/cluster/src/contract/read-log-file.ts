import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";

/** What an agent has printed into a file so far; nothing, where it has not begun. */
export async function* readLogFile(file: string): AsyncIterable<string> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) yield* createReadStream(file, "utf8") as AsyncIterable<string>;
}
