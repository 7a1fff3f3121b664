import type { Owner } from "./owner.ts";
import type { BucketPart } from "./part.ts";
import { ask } from "./request.ts";

/** An object as a list has it. */
export interface ListedObject {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Another one when it is written anew; in quotes, as S3 gives it. */
  readonly etag: string;
}

/** The objects of a part of a bucket, a page of 1 000 at a time; `isFlat` leaves out those behind another "/". */
export async function* objectsIn(
  owner: Owner,
  part: BucketPart,
  { isFlat = false }: { readonly isFlat?: boolean } = {},
): AsyncIterable<readonly ListedObject[]> {
  let from: string | undefined;
  do {
    const query = {
      "list-type": "2",
      // As text of XML, a key could hold what XML cannot.
      "encoding-type": "url",
      prefix: part.prefix,
      ...(isFlat && { delimiter: "/" }),
      ...(from !== undefined && { "continuation-token": from }),
    };
    const { text: page } = await ask(owner, part, { method: "GET", key: "", query });
    yield [...page.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry]) => objectOf(entry!));
    const next = textIn(page, "NextContinuationToken");
    from = next === "" ? undefined : next;
  } while (from !== undefined);
}

const objectOf = (entry: string): ListedObject => ({
  key: decodeURIComponent(textIn(entry, "Key").replaceAll("+", " ")),
  size: Number(textIn(entry, "Size")),
  etag: textIn(entry, "ETag"),
});

const textIn = (xml: string, name: string): string =>
  (new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#34;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
