import type { Owner } from "../../src/bucket/index.ts";
import { KaviarError } from "../../src/error/index.ts";

/** One who uses buckets in a test. */
export const owner: Owner = {
  need: "Things in a bucket need",
  use: ({ bucket, prefix }, done) => `Things are in s3://${bucket}/${prefix}, which has to be ${done}`,
  rights: "get and list",
  noBucket: "Make it first.",
  error: (fault, evidence, details) => new KaviarError(fault, "world", evidence, details),
};
