import { beforeEach, describe, expect, it } from "vitest";
import { readTable } from "../../../src/reading/index.ts";
import { inStandIn, putObject } from "./in-buckets.ts";

const { store, environment } = inStandIn();
beforeEach(async () => {
  environment();
  store().fault = undefined;
  store().objects.clear();
  await putObject("clicks/2025.csv", "a\n1\n");
  await putObject("clicks/2026.csv", "a\n2\n");
  store().asked.length = 0;
});

const refusal = (address: string) =>
  readTable(address).then(
    () => undefined,
    (error: Error & { evidence: string; remedy?: string }) => error,
  );

it("takes a key with marks of a pattern for what it is", async () => {
  await putObject("clicks/[2025].csv", "a\n3\n");
  expect((await readTable("s3://artifacts/clicks/[2025].csv")).toRows()).toEqual([{ a: 3 }]);
});

describe("says what is wrong, and what to do, and no secret", () => {
  it.each([
    [
      "s3://artifacts/clicks/2024.csv",
      "There is no object s3://artifacts/clicks/2024.csv.",
      "Did you mean s3://artifacts/clicks/202",
    ],
    ["s3://artifacts/nothing/near.csv", "There is no object", "Check the key"],
    ["s3://artifacts/clicks.csv", "There is no object", "Check the key"],
    ["s3://artifacts/clicks/", "s3://artifacts/clicks/ is a folder", '"s3://artifacts/clicks/*.csv"'],
    ["s3://artifacts/clicks", "s3://artifacts/clicks/ is a folder", '"s3://artifacts/clicks/*.csv"'],
    ["s3://artifacts/clicks/*.parquet", "No object fits the pattern s3://artifacts/clicks/*.parquet", undefined],
    [
      "s3://nowhere/clicks/2025.csv",
      "404 (NoSuchBucket: NoSuchBucket it is)",
      "Check its name, and whether AWS_ENDPOINT_URL",
    ],
    [
      "s3://nowhere/clicks/*.csv",
      "404 (NoSuchBucket: NoSuchBucket it is)",
      "Check its name, and whether AWS_ENDPOINT_URL",
    ],
  ])("of %s", async (address, evidence, remedy) => {
    const error = await refusal(address);
    expect(error).toMatchObject({ name: "TableError", code: "file", evidence: expect.stringContaining(evidence) });
    if (remedy === undefined) expect(error?.remedy).toBeUndefined();
    else expect(error?.remedy).toContain(remedy);
  });

  it("where the server refuses", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = "other s3cret";
    for (const address of ["s3://artifacts/clicks/2025.csv", "s3://artifacts/clicks/*.csv"]) {
      const error = await refusal(address);
      expect(error?.message).toMatch(/^s3:\/\/artifacts\/clicks\/.* has to be read: (HEAD|GET) was answered with 403/);
      expect(error?.remedy).toContain("may get and list");
      expect(`${error?.message} ${error?.stack}`).not.toContain("s3cret");
    }
  });

  it("where the environment has no keys", async () => {
    delete process.env.AWS_SECRET_ACCESS_KEY;
    expect(await refusal("s3://artifacts/clicks/2025.csv")).toMatchObject({
      evidence:
        "A table in a bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the environment has no AWS_SECRET_ACCESS_KEY.",
    });
    expect(store().asked).toEqual([]);
  });

  it("where the bucket is in another region", async () => {
    store().fault = (_, response) => {
      response.writeHead(301, { "x-amz-bucket-region": "eu-west-3" }).end();
      return true;
    };
    expect((await refusal("s3://artifacts/clicks/2025.csv"))?.remedy).toContain("set AWS_REGION=eu-west-3.");
  });
});
