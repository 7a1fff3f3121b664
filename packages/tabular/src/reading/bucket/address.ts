import { type BucketPart, isBucketName, withoutKeys } from "@kaviar/base/bucket";
import { TableError } from "../../error.ts";

/** Of an object store, of the web, or one that is nearly such an address. */
export const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(path) || /^s3[an]?:/i.test(path);

/** What an address of an object, or of some by a pattern, names: the prefix is all of the key. */
export const objectNamed = (path: string): BucketPart => {
  if (!/^s3[an]?:/i.test(path)) throw elsewhere(path);
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]*)\/*(.*)$/s.exec(path) ?? [];
  const isPlain = !key.split("/").some((step) => step === "." || step === ".." || /\p{Cc}/u.test(step));
  if (isBucketName(bucket) && key !== "" && isPlain) return { bucket, prefix: key };
  const [, meant = "bucket", rest = ""] = /^s3[an]?:\/*([^/@]+)\/+(.*)$/i.exec(path) ?? [];
  throw new TableError("file", `An object's address is s3://BUCKET/KEY: got ${shown(path)}.`, {
    remedy:
      isBucketName(bucket) && key === ""
        ? `Name a file in it, or many by a pattern: "s3://${bucket}/*.parquet".`
        : isBucketName(meant) && rest !== ""
          ? `Write s3://${meant}/${isPlain ? rest : "KEY"}, without steps up.`
          : "Names of buckets are small letters, digits, - and dots; keys and passwords go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  });
};

/** What may be secret in an address, a password or a signature, is not repeated. */
const shown = (path: string): string => withoutKeys(path).replace(/\?.*$/s, "?…");

const fetchFirst = "Fetch it first, and read the file.";

/** What to do with addresses that are met often. */
const remedies: Readonly<Record<string, string>> = {
  gs: "Google's store speaks S3's protocol too: say s3://BUCKET/KEY, AWS_ENDPOINT_URL=https://storage.googleapis.com, and an HMAC key of a service account as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  az: "Azure's store does not speak S3's protocol: azcopy copy fetches the file.",
  abfs: "Azure's store does not speak S3's protocol: azcopy copy fetches the file.",
  abfss: "Azure's store does not speak S3's protocol: azcopy copy fetches the file.",
  hdfs: "hdfs dfs -get fetches the file.",
  http: "curl -O fetches it. Of a server that speaks S3's protocol say s3://BUCKET/KEY, and the server in AWS_ENDPOINT_URL.",
  https:
    "curl -O fetches it. Of a server that speaks S3's protocol say s3://BUCKET/KEY, and the server in AWS_ENDPOINT_URL.",
};

const elsewhere = (path: string): TableError => {
  const scheme = path.split(":")[0]!.toLowerCase();
  return new TableError(
    "file",
    `A table is read from files of this machine, or from s3://BUCKET/KEY: got ${shown(path)}.`,
    { remedy: Object.hasOwn(remedies, scheme) ? remedies[scheme]! : fetchFirst },
  );
};
