import type { BucketPart } from "@kaviar/base/bucket";
import type { ArtifactStore } from "../artifact-store.ts";
import { identified, isId, largestArtifact, unchanged, undamaged } from "../content.ts";
import { buckets } from "./buckets.ts";

/** Content in a part of a bucket: an object each, named by its id. S3 shows an object once it is whole, and never before. */
export const s3Store = (part: BucketPart, largest = largestArtifact): ArtifactStore => {
  const keyOf = (id: string) => `${part.prefix}${id}`;

  const sizeOf = async (id: string): Promise<number | undefined> => {
    const { status, headers } = await buckets.ask(part, { method: "HEAD", key: keyOf(id), expected: [404] });
    return status === 404 ? undefined : Number(headers["content-length"]);
  };

  return {
    put: async (content) => {
      const stored = await identified(content, largest);
      if ((await sizeOf(stored.id)) === stored.size) return stored;
      const body = { ...stored, bytes: () => unchanged(content, stored) };
      await buckets.ask(part, { method: "PUT", key: keyOf(stored.id), body });
      return stored;
    },
    get: async (id) => {
      const size = isId(id) ? await sizeOf(id) : undefined;
      if (size === undefined) return undefined;
      return {
        size,
        bytes: undamaged(buckets.download(part, { key: keyOf(id), to: size }), { id, size }, `s3://${part.bucket}`),
      };
    },
  };
};
