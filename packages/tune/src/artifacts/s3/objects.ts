import { type BucketPart, encoded } from "@kaviar/base/bucket";
import { buckets } from "./buckets.ts";

/** So many objects are copied or deleted at once. */
const atOnce = 8;

/** Does something with each object of a part, several at once. */
const forEach = async (part: BucketPart, job: (key: string) => Promise<unknown>): Promise<void> => {
  for await (const page of buckets.objectsIn(part)) {
    const left = page.map(({ key }) => key);
    const work = async () => {
      for (let key = left.shift(); key !== undefined; key = left.shift()) await job(key);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
};

/** Deletes all objects of a part, but those of a part inside of it. */
export const deleteObjects = (part: BucketPart, kept?: BucketPart): Promise<void> =>
  forEach(part, async (key) => {
    if (kept !== undefined && key.startsWith(kept.prefix)) return;
    await buckets.ask(part, { method: "DELETE", key, expected: [404] });
  });

/** Copies all objects of a part to another one of the same bucket; the server does it, and nothing travels. */
export const copyObjects = (from: BucketPart, to: BucketPart): Promise<void> =>
  forEach(from, async (key) => {
    const source = `/${from.bucket}/${key.split("/").map(encoded).join("/")}`;
    const target = `${to.prefix}${key.slice(from.prefix.length)}`;
    await buckets.ask(to, { method: "PUT", key: target, headers: { "x-amz-copy-source": source } });
  });
