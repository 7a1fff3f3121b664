import { type BucketFault, type Buckets, bucketsFor, placeOf } from "@kaviar/base/bucket";
import { TuneError, type TuneErrorCode } from "../../error.ts";

const codes: { readonly [F in BucketFault]: TuneErrorCode } = {
  "no-credentials": "no-credentials",
  "bad-endpoint": "bad-artifacts",
  refused: "artifacts-refused",
  unreachable: "artifacts-unreachable",
};

/** Buckets in which artifacts are. */
export const buckets: Buckets = bucketsFor({
  need: "Artifacts in a bucket need",
  use: (part, done) =>
    `Artifacts of this study are in ${placeOf(part)}, which has to be ${done === "used" ? "read and written" : done}`,
  rights: "get, put, delete and list",
  noBucket: "Make the bucket first: kaviar makes none.",
  error: (fault, evidence, details) => new TuneError(codes[fault], evidence, details),
});
