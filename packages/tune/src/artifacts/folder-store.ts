import { writeAtomically } from "@kaviar/base/files";
import { formatSize } from "@kaviar/base/text";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { ArtifactStore, Content } from "./artifact-store.ts";

/** An artifact is at most so large, in bytes. */
const largest = 1e9;

/** So much of a file is in memory at once, in bytes. */
const piece = 2 ** 20;

const isId = (id: string): boolean => /^[0-9a-f]{64}$/.test(id);

/** Content in a folder, which need not exist yet: a file each, named by its id. */
export const folderStore = (folder: string): ArtifactStore => {
  const { fs, path } = disk();
  const placeOf = (id: string) => path.join(folder, id);

  /** A folder may be taken away with its study meanwhile: then nothing is there. */
  const sizeOf = (id: string): Promise<number | undefined> =>
    fs.promises.stat(placeOf(id)).then(
      ({ size }) => size,
      () => undefined,
    );

  return {
    put: async (content) => {
      const { id, size } = await hashed(piecesOf(content));
      if ((await sizeOf(id)) !== undefined) return { id, size };
      await fs.promises.mkdir(folder, { recursive: true });
      await writeAtomically(placeOf(id), unchanged(content, id));
      return { id, size };
    },
    get: async (id) => {
      const size = isId(id) ? await sizeOf(id) : undefined;
      return size === undefined
        ? undefined
        : { size, bytes: fs.createReadStream(placeOf(id), { highWaterMark: piece }) };
    },
  };
};

/** What content is, by all of it. */
const hashed = async (pieces: AsyncIterable<Uint8Array>) => {
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  let size = 0;
  for await (const bytes of pieces) {
    size += bytes.length;
    if (size > largest) throw tooLarge();
    hash.update(bytes);
  }
  return { id: hash.digest("hex"), size };
};

/** The same content once more; an error at its end where it is another one by now. */
async function* unchanged(content: Content, id: string): AsyncIterable<Uint8Array> {
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  for await (const bytes of piecesOf(content)) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest("hex") !== id)
    throw new TuneError(
      "not-a-file",
      "An artifact is a file that nobody writes to while it is handed in: it has changed.",
      {
        remedy: "Hand it in once it is written and closed.",
      },
    );
}

async function* piecesOf(content: Content): AsyncIterable<Uint8Array> {
  if (typeof content === "string") yield new TextEncoder().encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* await fileOf(content.file);
}

/** A file to be read. */
const fileOf = async (path: string): Promise<AsyncIterable<Uint8Array>> => {
  const { fs } = disk();
  const found = await fs.promises.stat(path).catch((error: unknown) => error as Error);
  if (found instanceof Error || !found.isFile())
    throw new TuneError(
      "not-a-file",
      `An artifact is a file that can be read: ${path} is none${found instanceof Error ? ` (${found.message})` : ""}.`,
      { remedy: "Name a file that is written and closed; of a folder make one file first." },
    );
  if (found.size > largest) throw tooLarge();
  return fs.createReadStream(path, { highWaterMark: piece });
};

const tooLarge = (): TuneError =>
  new TuneError("artifact-too-large", `An artifact is at most ${formatSize(largest)} large.`, {
    remedy: "Put it into the trial's folder, `trial.checkpoint`, or keep it elsewhere and its place as an attribute.",
  });
