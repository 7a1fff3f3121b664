import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { FiledRows } from "@kaviar/architecture";
import { type ArtifactStore, artifactStore, type Json, type Storage, type StudyRecord } from "@kaviar/tune";
import { CommandError } from "../../command/command-error.ts";
import { writeWhole } from "../../command/write-whole.ts";
import type { Found } from "../found.ts";
import type { Task } from "../job.ts";

/** Rows as they were read where a search was begun, in parts of what an artifact may hold, by what they are. */
interface Kept {
  readonly job: Task;
  /** All that was read, but for pixels that lie in a file. */
  readonly found: readonly string[];
  readonly pixels: readonly string[];
}

/** The attribute of a study that keeps which they are. */
const attribute = "kaviar:fit-rows";

/** In bytes. */
const part = 2 ** 27;

const isFiled = (x: unknown): x is FiledRows => typeof x === "object" && x !== null && "places" in x;

/** A table has functions, which cannot travel; its columns can. */
const plain = (x: unknown): unknown => {
  if (typeof x !== "object" || x === null || Array.isArray(x)) return x;
  if ("rows" in x && "data" in x) return { data: x.data, rows: x.rows };
  return "columns" in x ? { ...x, columns: plain(x.columns) } : x;
};

/** Brings rows to where agents find them, once: what is there is not brought again. */
export const bringRows = async (
  storage: Storage,
  record: StudyRecord,
  job: Task,
  { close: _, x, ...others }: Found,
): Promise<void> => {
  const store = artifactStore(storage, record);
  const bytes = serialize({ ...others, x: plain(x) });
  const found: string[] = [];
  for (let from = 0; from < bytes.length; from += part)
    found.push((await store.put(bytes.subarray(from, from + part))).id);
  const pixels = isFiled(x) ? await bringPixels(store, x.file as string) : [];
  await storage.setStudyAttributes(record.id, {
    [attribute]: { job, found, pixels } satisfies Kept as unknown as Json,
  });
};

const bringPixels = async (store: ArtifactStore, file: string): Promise<readonly string[]> => {
  const pixels: string[] = [];
  const handle = await open(file);
  try {
    for (let from = 0; ; from += part) {
      const bytes = new Uint8Array(part);
      const { bytesRead } = await handle.read(bytes, 0, part, from);
      if (bytesRead > 0) pixels.push((await store.put(bytes.subarray(0, bytesRead))).id);
      if (bytesRead < part) return pixels;
    }
  } finally {
    await handle.close();
  }
};

/** What a search for a network was begun with; undefined where a study is of something else. */
export const rowsKept = ({ attributes }: StudyRecord): Kept | undefined =>
  attributes[attribute] as unknown as Kept | undefined;

/** Does something with the rows that a search was begun with, as they were read there. */
export const withRows = async <T>(
  store: ArtifactStore,
  { found: parts, pixels }: Kept,
  use: (found: Found) => Promise<T>,
): Promise<T> => {
  const pieces: Uint8Array[] = [];
  for await (const bytes of contentOf(store, parts)) pieces.push(bytes);
  const found = deserialize(Buffer.concat(pieces)) as Found;
  if (!isFiled(found.x)) return use(found);
  const folder = await mkdtemp(join(tmpdir(), "kaviar-data-"));
  try {
    const file = join(folder, "pixels");
    await writeWhole(file, contentOf(store, pixels));
    return await use({ ...found, x: { ...found.x, file } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function* contentOf(store: ArtifactStore, parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const id of parts) {
    const content = await store.get(id);
    if (content === undefined)
      throw new CommandError(
        "other-files",
        "All who work on a search read the rows that it was begun with: they are not where artifacts of the study are for this machine.",
        { remedy: "Keep artifacts where all machines reach them: --artifacts; docs/clusters.md says how." },
      );
    yield* content.bytes;
  }
}
