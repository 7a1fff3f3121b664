import { writeFolder } from "@kaviar/base/files";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { storeAt } from "./shared-place.ts";

/** What is in a folder, by paths with "/": a file by its content, or what a link points to. Folders with nothing in them are left out. */
type Entry = { readonly path: string } & (
  | { readonly id: string; readonly size: number; readonly mode: number }
  | { readonly link: string }
);

/** What S3 takes in one piece, in bytes. */
const largestFile = 5e9;

/** Puts all that is in a folder into a place, and a list of it last; gives the id of the list. Nobody may write there meanwhile. */
export const saveFolder = async (folder: string, place: string): Promise<string> => {
  const { fs, path } = disk();
  const store = storeAt(place, largestFile);
  const entries: Entry[] = [];
  const found = await fs.promises.readdir(folder, { recursive: true, withFileTypes: true });
  for (const each of found) {
    const file = path.join(each.parentPath, each.name);
    const name = { path: path.relative(folder, file).split(path.sep).join("/") };
    if (each.isSymbolicLink()) entries.push({ ...name, link: await fs.promises.readlink(file) });
    if (!each.isFile()) continue;
    const { mode } = await fs.promises.stat(file);
    entries.push({ ...name, ...(await store.put({ file })), mode: mode & 0o777 });
  }
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return (await store.put(JSON.stringify(entries))).id;
};

/** Makes a folder anew of what was saved in a place: whole, or not at all; false where it is not there any more. */
export const loadFolder = async (list: string, place: string, folder: string): Promise<boolean> => {
  const store = storeAt(place, largestFile);
  const kept = await store.get(list);
  if (kept === undefined) return false;
  const entries = JSON.parse(await textOf(kept.bytes)) as readonly Entry[];
  return writeFolder(folder, async (beside) => {
    for (const entry of entries) if (!(await loadEntry(entry, store, beside))) return false;
    return true;
  });
};

const loadEntry = async (entry: Entry, store: ArtifactStore, folder: string): Promise<boolean> => {
  const { fs, path } = disk();
  const { Readable } = process.getBuiltinModule("node:stream");
  const { pipeline } = process.getBuiltinModule("node:stream/promises");
  const file = path.join(folder, entry.path);
  if (!file.startsWith(folder + path.sep))
    throw new TuneError("artifact-damaged", `A checkpoint has files of its own folder: got ${entry.path}.`);
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  if ("link" in entry) {
    await fs.promises.symlink(entry.link, file);
    return true;
  }
  const content = await store.get(entry.id);
  if (content === undefined) return false;
  await pipeline(Readable.from(content.bytes), fs.createWriteStream(file, { mode: entry.mode }));
  return true;
};

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return new TextDecoder().decode(Buffer.concat(pieces));
};
