import { download, type Wanted } from "./download.ts";
import { type ListedObject, objectsIn } from "./objects-in.ts";
import type { Owner } from "./owner.ts";
import type { BucketPart } from "./part.ts";
import { type Answer, type Asked, ask } from "./request.ts";

/** Object stores that speak S3's protocol, for one who uses them. */
export interface Buckets {
  /** Asks a bucket. What fails in passing is tried again, for some seconds. */
  ask(part: BucketPart, asked: Asked): Promise<Answer>;
  /** The objects of a part, a page at a time; `isFlat` leaves out those behind another "/". */
  objectsIn(part: BucketPart, chosen?: { readonly isFlat?: boolean }): AsyncIterable<readonly ListedObject[]>;
  /** Bytes of an object; where the connection breaks, it is gone on with from there. */
  download(part: BucketPart, wanted: Wanted): AsyncIterable<Uint8Array>;
}

/**
 * Buckets, with errors of the one who uses them. Where the server is and who asks is read of the environment, at each request.
 *
 * ```ts
 * const buckets = bucketsFor(owner);
 * await buckets.ask({ bucket: "lab", prefix: "" }, { method: "HEAD", key: "clicks.parquet" });
 * ```
 * No error repeats a secret.
 */
export const bucketsFor = (owner: Owner): Buckets => ({
  ask: (part, asked) => ask(owner, part, asked),
  objectsIn: (part, chosen) => objectsIn(owner, part, chosen),
  download: (part, wanted) => download(owner, part, wanted),
});
