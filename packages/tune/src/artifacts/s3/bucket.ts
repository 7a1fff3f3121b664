import { shown } from "@kaviar/base/error";
import { TuneError } from "../../error.ts";

/** A part of a bucket: all keys that begin with the prefix, which ends with "/" where it is not empty. */
export interface BucketPart {
  readonly bucket: string;
  readonly prefix: string;
}

export const isBucket = (place: string): boolean => /^s3:/i.test(place);

/** A name that S3 allows. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * What `s3://bucket/prefix` names. Keys are taken as they are written; steps up and empty steps, which servers and proxies on
 * the way read differently, are refused.
 */
export const partOf = (place: string): BucketPart => {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(place) ?? [];
  const steps = rest === "" ? [] : rest.replace(/\/$/, "").split("/");
  const isPlain = steps.every((step) => step !== "" && step !== "." && step !== ".." && !/[\p{Cc}?#\\]/u.test(step));
  if (!bucketName.test(bucket) || !isPlain)
    throw new TuneError(
      "bad-artifacts",
      `Artifacts are in a folder, or in s3://BUCKET/PREFIX without a key or a password in it: got ${shown(place.replace(/\/\/[^/]*@/, "//…@"))}.`,
      {
        remedy:
          "Say the server in AWS_ENDPOINT_URL, and who you are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the address is kept with the study.",
      },
    );
  return { bucket, prefix: steps.map((step) => `${step}/`).join("") };
};
