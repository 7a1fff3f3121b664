import { encoded } from "./access.ts";
import type { BucketPart } from "./bucket.ts";
import { ask } from "./request.ts";

/** So many objects are copied or deleted at once. */
const atOnce = 8;

/** The keys of a part of a bucket, a page of 1 000 at a time. */
async function* keysIn(part: BucketPart): AsyncIterable<readonly string[]> {
  let from: string | undefined;
  do {
    const query = {
      "list-type": "2",
      // As text of XML, a key could hold what XML cannot.
      "encoding-type": "url",
      prefix: part.prefix,
      ...(from !== undefined && { "continuation-token": from }),
    };
    const { text: page } = await ask(part, { method: "GET", key: "", query });
    yield [...page.matchAll(/<Contents>.*?<Key>([^<]*)<\/Key>/gs)].map(([, key]) =>
      decodeURIComponent(key!.replaceAll("+", " ")),
    );
    const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1];
    from = next?.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  } while (from !== undefined && from !== "");
}

/** Does something with each object of a part, several at once. */
const forEach = async (part: BucketPart, job: (key: string) => Promise<unknown>): Promise<void> => {
  for await (const keys of keysIn(part)) {
    const left = [...keys];
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
    await ask(part, { method: "DELETE", key, expected: [404] });
  });

/** Copies all objects of a part to another one of the same bucket; the server does it, and nothing travels. */
export const copyObjects = (from: BucketPart, to: BucketPart): Promise<void> =>
  forEach(from, async (key) => {
    const source = `/${from.bucket}/${key.split("/").map(encoded).join("/")}`;
    const target = `${to.prefix}${key.slice(from.prefix.length)}`;
    await ask(to, { method: "PUT", key: target, headers: { "x-amz-copy-source": source } });
  });
