import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BucketPart, bucketsFor, isBucketName, placeOf, withoutKeys } from "@kaviar/base/bucket";
import { shown } from "@kaviar/base/error";
import { formatSize } from "@kaviar/base/text";
import { CommandError } from "./command-error.ts";
import { UsageError } from "./usage-error.ts";
import { writeWhole } from "./write-whole.ts";

const buckets = bucketsFor({
  need: "A file in a bucket needs",
  use: (part, done) => `${placeOf(part)} has to be ${done === "used" ? "written" : done}`,
  rights: "put",
  noBucket: "Make the bucket first: kaviar makes none.",
  error: (_, evidence, details) => new CommandError("file", evidence, details),
});

/** What S3 takes in one piece, in bytes. */
const largest = 5e9;

export const isObject = (given: string): boolean => /^s3:/i.test(given);

/** Writes an object whole or not at all; refused before anything is written where that is no address of one. */
export const objectOut = (given: string): ((contents: AsyncIterable<Uint8Array>) => Promise<void>) => {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]*)\/(.+)$/s.exec(given) ?? [];
  if (!isBucketName(bucket) || /\/$|(^|\/)\.\.?(\/|$)|\p{Cc}/u.test(key) || key === "")
    throw new UsageError(`An object's address is s3://BUCKET/KEY: got ${shown(withoutKeys(given))}.`);
  return (contents) => write({ bucket, prefix: key }, contents);
};

/** Its size and SHA-256 are said before it is sent: until then it lies on the disk. */
const write = async (part: BucketPart, contents: AsyncIterable<Uint8Array>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "kaviar-out-"));
  try {
    const file = join(folder, "out");
    await writeWhole(file, contents);
    const { size } = await stat(file);
    if (size > largest)
      throw new CommandError("file", `S3 takes ${formatSize(largest)} in one piece: got ${formatSize(size)}.`, {
        remedy: "Write a file of this machine, and bring it there: aws s3 cp sends it in parts.",
      });
    const hash = createHash("sha256");
    for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
    const body = { id: hash.digest("hex"), size, bytes: () => createReadStream(file) };
    await buckets.ask(part, { method: "PUT", key: part.prefix, body });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
