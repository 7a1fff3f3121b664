import { isPassing, unreachable } from "./answers.ts";
import type { Owner } from "./owner.ts";
import type { BucketPart } from "./part.ts";
import { open } from "./request.ts";

/** So often in a row a download is gone on with where it broke, without a byte in between. */
const resumes = 5;

/** What is wanted of an object: all of it, which ends at `to`; or the bytes from one place to before another. */
export interface Wanted {
  readonly key: string;
  readonly from?: number;
  readonly to: number;
  /** By lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An object's bytes, or some of them; where the connection breaks, it is gone on with from there. */
export async function* download(
  owner: Owner,
  part: BucketPart,
  { key, from, to, headers = {} }: Wanted,
): AsyncIterable<Uint8Array> {
  let at = from ?? 0;
  for (let left = resumes; at < to; left--) {
    const range = from !== undefined ? `bytes=${at}-${to - 1}` : at > 0 ? `bytes=${at}-` : undefined;
    const answer = await open(owner, part, {
      method: "GET",
      key,
      headers: { ...headers, ...(range !== undefined && { range }) },
    });
    try {
      if (range !== undefined && answer.statusCode !== 206)
        throw unreachable(owner, part, new Error("the server gives all of an object where a part is asked for"));
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
    if (at < to && left === 0)
      throw unreachable(owner, part, new Error(`the connection broke ${resumes + 1} times at byte ${at} of ${to}`));
  }
}
