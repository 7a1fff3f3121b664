import type { ErrorDetails } from "../error/index.ts";
import type { BucketPart } from "./part.ts";

/** What may go wrong: with what the environment says, with an answer of the server, or before one came. */
export type BucketFault = "no-credentials" | "bad-endpoint" | "refused" | "unreachable";

/** Who uses buckets: how its errors begin, and of which class they are. */
export interface Owner {
  /** Who needs keys: "Artifacts in a bucket need". */
  readonly need: string;
  /** What is to be done with a part of a bucket: "Artifacts of this study are in s3://lab/x/, which has to be read". */
  use(part: BucketPart, done: "reached" | "used"): string;
  /** What its keys have to allow: "get and list". */
  readonly rights: string;
  /** What to do where there is no such bucket. */
  readonly noBucket: string;
  error(fault: BucketFault, evidence: string, details: ErrorDetails): Error;
}
