import type { ArtifactStore } from "../artifact-store.ts";
import { identified, isId, largestArtifact, unchanged, undamaged } from "../content.ts";
import { isPassing, unreachable } from "./answers.ts";
import type { BucketPart } from "./bucket.ts";
import { ask, open } from "./request.ts";

/** So often in a row a download is gone on with where it broke, without a byte in between. */
const resumes = 5;

/** Content in a part of a bucket: an object each, named by its id. S3 shows an object once it is whole, and never before. */
export const s3Store = (part: BucketPart, largest = largestArtifact): ArtifactStore => {
  const keyOf = (id: string) => `${part.prefix}${id}`;

  const sizeOf = async (id: string): Promise<number | undefined> => {
    const { status, headers } = await ask(part, { method: "HEAD", key: keyOf(id), expected: [404] });
    return status === 404 ? undefined : Number(headers["content-length"]);
  };

  return {
    put: async (content) => {
      const stored = await identified(content, largest);
      if ((await sizeOf(stored.id)) === stored.size) return stored;
      const body = { ...stored, bytes: () => unchanged(content, stored) };
      await ask(part, { method: "PUT", key: keyOf(stored.id), body });
      return stored;
    },
    get: async (id) => {
      const size = isId(id) ? await sizeOf(id) : undefined;
      if (size === undefined) return undefined;
      return { size, bytes: undamaged(download(part, keyOf(id), size), { id, size }, `s3://${part.bucket}`) };
    },
  };
};

/** An object's bytes; where the connection breaks, it is gone on with from there. */
async function* download(part: BucketPart, key: string, size: number): AsyncIterable<Uint8Array> {
  let at = 0;
  for (let left = resumes; at < size; left--) {
    const answer = await open(part, { method: "GET", key, ...(at > 0 && { headers: { range: `bytes=${at}-` } }) });
    try {
      for await (const piece of answer as AsyncIterable<Uint8Array>) {
        at += piece.length;
        left = resumes;
        yield piece;
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
    } finally {
      answer.destroy();
    }
    if (at < size && left === 0)
      throw unreachable(part, new Error(`the connection broke ${resumes + 1} times at byte ${at} of ${size}`));
  }
}
