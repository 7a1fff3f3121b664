import { describe, expect, it } from "vitest";
import { isAddress, objectNamed } from "../../../src/reading/bucket/address.ts";

it("tells addresses from paths", () => {
  for (const address of [
    "s3://lab/a.csv",
    "S3:/lab/a.csv",
    "s3a://lab/a.csv",
    "gs://lab/a.csv",
    "https://example.org/a.csv",
  ])
    expect(isAddress(address)).toBe(true);
  for (const path of ["a.csv", "/data/s3/a.csv", "C:/data/a.csv", "C:\\data\\a.csv", "s3/a.csv", "12:30.csv"])
    expect(isAddress(path)).toBe(false);
});

it("takes keys as they are written", () => {
  expect(objectNamed("s3://lab/a b/100%25/é+/x=1#2.csv")).toEqual({ bucket: "lab", prefix: "a b/100%25/é+/x=1#2.csv" });
  expect(objectNamed("s3://lab.x-1//clicks//*.parquet")).toEqual({ bucket: "lab.x-1", prefix: "clicks//*.parquet" });
});

describe("says what to write instead", () => {
  it.each([
    ["s3:/lab/a.csv", "Write s3://lab/a.csv"],
    ["S3://lab/a.csv", "Write s3://lab/a.csv"],
    ["s3a://lab/a.csv", "Write s3://lab/a.csv"],
    ["s3:lab/a.csv", "Write s3://lab/a.csv"],
    ["s3://lab", '"s3://lab/*.parquet"'],
    ["s3://lab/", '"s3://lab/*.parquet"'],
    ["s3://", "small letters"],
    ["s3://La_b/a.csv", "small letters"],
    ["s3://lab/../a.csv", "without steps up"],
    ["gs://lab/a.csv", "AWS_ENDPOINT_URL=https://storage.googleapis.com"],
    ["az://lab/a.csv", "azcopy"],
    ["abfss://lab@account.dfs.core.windows.net/a.csv", "azcopy"],
    ["hdfs://lab/a.csv", "hdfs dfs -get"],
    ["https://example.org/a.csv", "curl -O"],
    ["ftp://example.org/a.csv", "Fetch it first"],
  ])("than %s", (given, remedy) => {
    expect(() => objectNamed(given)).toThrow(
      expect.objectContaining({ code: "file", remedy: expect.stringContaining(remedy) }),
    );
  });

  it("and repeats nothing that may be secret", () => {
    for (const given of [
      "s3://key:s3cret@lab/a.csv",
      "https://lab.s3.amazonaws.com/a.csv?X-Amz-Signature=s3cret",
      "ftp://me:s3cret@example.org/a.csv",
    ]) {
      expect(() => objectNamed(given)).toThrow("got ");
      expect(() => objectNamed(given)).not.toThrow("s3cret");
    }
  });
});
