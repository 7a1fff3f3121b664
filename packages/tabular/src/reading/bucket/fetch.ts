import { placeOf } from "@kaviar/base/bucket";
import { formatSize } from "@kaviar/base/text";
import { TableError } from "../../error.ts";
import { buckets } from "./buckets.ts";
import type { StoredObject } from "./find-objects.ts";

/** Bytes of an object: from one place to before another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What of an object is to be where in its file. */
export interface Wanted extends Range {
  readonly object: StoredObject;
  readonly path: string;
}

/** So much is asked for at once, in bytes, and so often at the same time: one connection alone is slow. */
const piece = 16 * 2 ** 20;
const atOnce = 8;

/** Brings bytes of objects to their places in files, which are as long as the objects from the beginning, with holes. */
export const fetchRanges = async (wanted: readonly Wanted[]): Promise<void> => {
  const { createWriteStream, promises } = process.getBuiltinModule("node:fs");
  const { Readable } = process.getBuiltinModule("node:stream");
  const { pipeline } = process.getBuiltinModule("node:stream/promises");
  await mustHaveRoom(wanted);
  const pieces = wanted.flatMap(inPieces);
  for (const { path, object } of new Map(wanted.map((each) => [each.path, each])).values()) {
    const file = await promises.open(path, "a");
    await file.truncate(object.size);
    await file.close();
  }
  const work = async () => {
    for (let next = pieces.shift(); next !== undefined; next = pieces.shift()) {
      const { object, path, from, to } = next;
      const { bucket, key, etag } = object;
      // What is written anew meanwhile is not mixed with what was there.
      const headers: Record<string, string> = etag === "" ? {} : { "if-match": etag };
      const bytes = buckets.download({ bucket, prefix: key }, { key, from, to, headers });
      await pipeline(Readable.from(bytes), createWriteStream(path, { flags: "r+", start: from }));
    }
  };
  const stopped = (error: unknown) => {
    // What is under way ends before the files are taken away, and nothing more is begun.
    pieces.length = 0;
    return { error };
  };
  const ended = await Promise.all(Array.from({ length: atOnce }, () => work().catch(stopped)));
  for (const each of ended) if (each !== undefined) throw each.error;
};

const inPieces = ({ from, to, ...rest }: Wanted): readonly Wanted[] =>
  Array.from({ length: Math.ceil((to - from) / piece) }, (_, i) => ({
    ...rest,
    from: from + i * piece,
    to: Math.min(to, from + (i + 1) * piece),
  }));

/** Refuses what the disk will not take, before it takes any. */
const mustHaveRoom = async (wanted: readonly Wanted[]): Promise<void> => {
  const [first] = wanted;
  if (first === undefined) return;
  const { dirname } = process.getBuiltinModule("node:path");
  const { promises } = process.getBuiltinModule("node:fs");
  const { bavail, bsize } = await promises.statfs(dirname(first.path));
  const [bytes, free] = [wanted.reduce((sum, { from, to }) => sum + to - from, 0), bavail * bsize];
  if (bytes <= free) return;
  const { bucket, key } = first.object;
  const others = new Set(wanted.map(({ path }) => path)).size - 1;
  throw new TableError(
    "file",
    `What is read of objects lies on the disk meanwhile: ${placeOf({ bucket, prefix: key })}${others > 0 ? ` and ${others} more` : ""} takes ${formatSize(bytes)}, and ${dirname(first.path)} has ${formatSize(free)} free.`,
    {
      remedy:
        "Say a larger disk in TMPDIR. Of many parquet files readParts holds one at a time, and only the columns asked for.",
    },
  );
};
