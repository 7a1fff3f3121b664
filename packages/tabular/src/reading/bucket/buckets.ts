import { type Buckets, bucketsFor, placeOf } from "@kaviar/base/bucket";
import { TableError } from "../../error.ts";

/** Buckets in which tables are. */
export const buckets: Buckets = bucketsFor({
  need: "A table in a bucket needs",
  use: (part, done) => `${placeOf(part)} has to be ${done === "used" ? "read" : done}`,
  rights: "get and list",
  noBucket: "Check its name, and whether AWS_ENDPOINT_URL is the server that it is on.",
  error: (_, evidence, details) => new TableError("file", evidence, details),
});
