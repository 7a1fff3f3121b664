import { shown } from "@kaviar/base/error";
import { disk } from "../disk.ts";
import { TuneError } from "../error.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { folderStore } from "./folder-store.ts";
import { isBucket, partOf } from "./s3/bucket.ts";
import { copyObjects, deleteObjects } from "./s3/objects.ts";
import { s3Store } from "./s3/s3-store.ts";

/** An address as it is kept with a study: `s3://bucket/prefix`, or the whole path of a folder. */
export const placeNamed = (given: unknown): string => {
  if (typeof given !== "string" || given.trim() === "" || (/^\w+:\/\//.test(given) && !isBucket(given)))
    throw new TuneError("bad-artifacts", `Artifacts are in a folder, or in s3://BUCKET/PREFIX: got ${shown(given)}.`);
  if (!isBucket(given)) return disk().path.resolve(given);
  const { bucket, prefix } = partOf(given);
  return `s3://${bucket}/${prefix}`.replace(/\/$/, "");
};

/** A place inside of another one. */
export const inside = (place: string, ...names: readonly string[]): string =>
  isBucket(place) ? [place, ...names].join("/") : disk().path.join(place, ...names);

/** The content that is in a place; a piece of it is at most so large, that of artifacts where nothing is said. */
export const storeAt = (place: string, largest?: number): ArtifactStore =>
  isBucket(place) ? s3Store(partOf(place), largest) : folderStore(place, largest);

/** Takes all away that is in a place, but what is in a place inside of it. */
export const clearPlace = async (place: string, kept?: string): Promise<void> => {
  if (isBucket(place)) return deleteObjects(partOf(place), kept === undefined ? undefined : partOf(kept));
  const { fs, path } = disk();
  const found = await fs.promises.readdir(place).catch(() => []);
  for (const name of found.map((each) => path.join(place, each)))
    if (name !== kept) await fs.promises.rm(name, { recursive: true, force: true });
  if (kept === undefined) await fs.promises.rm(place, { recursive: true, force: true });
};

/** Copies all that is in a place to another one of its kind. */
export const copyPlace = async (from: string, to: string): Promise<void> => {
  if (isBucket(from)) return copyObjects(partOf(from), partOf(to));
  const { fs } = disk();
  if (fs.existsSync(from)) await fs.promises.cp(from, to, { recursive: true });
};
