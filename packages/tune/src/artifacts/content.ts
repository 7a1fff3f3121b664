import { formatSize } from "@kaviar/base/text";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { Content, Stored } from "./artifact-store.ts";

/** An artifact is at most so large, in bytes. */
export const largestArtifact = 1e9;

/** So much of a file is in memory at once, in bytes. */
const piece = 2 ** 20;

export const isId = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

const sha256 = () => process.getBuiltinModule("node:crypto").createHash("sha256");

/** What content is, by all of it. */
export const identified = async (content: Content, largest: number): Promise<Stored> => {
  const hash = sha256();
  let size = 0;
  for await (const bytes of piecesOf(content, largest)) {
    size += bytes.length;
    if (size > largest) throw tooLarge(largest);
    hash.update(bytes);
  }
  return { id: hash.digest("hex"), size };
};

/** The same content once more; where it is another one by now, an error before its last piece. */
export const unchanged = (content: Content, stored: Stored): AsyncIterable<Uint8Array> =>
  whole(
    piecesOf(content),
    stored,
    () =>
      new TuneError(
        "not-a-file",
        "An artifact is a file that nobody writes to while it is handed in: it has changed.",
        { remedy: "Hand it in once it is written and closed." },
      ),
  );

/** What was kept, as it is read; where it is not what it is kept as, an error before its last piece. */
export const undamaged = (bytes: AsyncIterable<Uint8Array>, stored: Stored, where: string): AsyncIterable<Uint8Array> =>
  whole(
    bytes,
    stored,
    () =>
      new TuneError(
        "artifact-damaged",
        `Content is kept by the SHA-256 of its bytes, and what ${where} gave has another than ${stored.id}.`,
        {
          remedy:
            "Somebody has written there, or a disk has failed: take it from a backup, or delete its trial's study.",
        },
      ),
  );

/** Pieces as they come, the last one once all of them are known to be what was expected. */
async function* whole(
  pieces: AsyncIterable<Uint8Array>,
  { id, size }: Stored,
  otherwise: () => TuneError,
): AsyncIterable<Uint8Array> {
  const hash = sha256();
  let left = size;
  let held: Uint8Array | undefined;
  for await (const bytes of pieces) {
    left -= bytes.length;
    if (left < 0) throw otherwise();
    hash.update(bytes);
    if (held !== undefined) yield held;
    held = bytes;
  }
  if (hash.digest("hex") !== id) throw otherwise();
  if (held !== undefined) yield held;
}

async function* piecesOf(content: Content, largest = Infinity): AsyncIterable<Uint8Array> {
  if (typeof content === "string") yield new TextEncoder().encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* await fileOf(content.file, largest);
}

/** A file to be read. */
const fileOf = async (path: string, largest: number): Promise<AsyncIterable<Uint8Array>> => {
  const { fs } = disk();
  const found = await fs.promises.stat(path).catch((error: unknown) => error as Error);
  if (found instanceof Error || !found.isFile())
    throw new TuneError(
      "not-a-file",
      `An artifact is a file that can be read: ${path} is none${found instanceof Error ? ` (${found.message})` : ""}.`,
      { remedy: "Name a file that is written and closed; of a folder make one file first." },
    );
  if (found.size > largest) throw tooLarge(largest);
  return fs.createReadStream(path, { highWaterMark: piece });
};

const tooLarge = (largest: number): TuneError =>
  new TuneError("artifact-too-large", `An artifact is at most ${formatSize(largest)} large.`, {
    remedy: "Put it into the trial's folder, `trial.checkpoint`, or keep it elsewhere and its place as an attribute.",
  });
