import { type BucketPart, isBucketName, withoutKeys } from "@kaviar/base/bucket";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../../error.ts";

export const isBucket = (place: string): boolean => /^s3:/i.test(place);

/**
 * What `s3://bucket/prefix` names; the prefix ends with "/" where it is not empty. Keys are taken as they are written; steps up and empty steps, which servers and proxies on
 * the way read differently, are refused.
 */
export const partOf = (place: string): BucketPart => {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(place) ?? [];
  const steps = rest === "" ? [] : rest.replace(/\/$/, "").split("/");
  const isPlain = steps.every((step) => step !== "" && step !== "." && step !== ".." && !/[\p{Cc}?#\\]/u.test(step));
  if (!isBucketName(bucket) || !isPlain)
    throw new TuneError(
      "bad-artifacts",
      `Artifacts are in a folder, or in s3://BUCKET/PREFIX without a key or a password in it: got ${shown(withoutKeys(place))}.`,
      {
        remedy:
          "Say the server in AWS_ENDPOINT_URL, and who you are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the address is kept with the study.",
      },
    );
  return { bucket, prefix: steps.map((step) => `${step}/`).join("") };
};
