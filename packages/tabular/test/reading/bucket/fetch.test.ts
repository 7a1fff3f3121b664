import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { fetchRanges } from "../../../src/reading/bucket/fetch.ts";
import { findObjects } from "../../../src/reading/bucket/find-objects.ts";
import { readTable } from "../../../src/reading/index.ts";
import { makeFolder } from "../files.ts";
import { inStandIn, putObject } from "./in-buckets.ts";

const { store, left } = inStandIn();
const { folder } = makeFolder();
beforeEach(() => {
  store().fault = undefined;
});

it("brings bytes to their places, in pieces, and goes on where a connection broke", async () => {
  const bytes = randomBytes(40_000_000);
  const [object] = await findObjects(await putObject("large.bin", bytes));
  let broken = 0;
  store().fault = ({ method, headers, socket }, response) => {
    if (method !== "GET" || broken >= 2) return false;
    broken++;
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range!)!.map(Number) as [number, number, number];
    response.writeHead(206, { "content-length": to + 1 - from });
    response.write(bytes.subarray(from, from + 1_000_000), () => setImmediate(() => socket.destroy()));
    return true;
  };
  const path = join(folder, "large.bin");
  await fetchRanges([
    { object: object!, path, from: 1000, to: 39_000_000 },
    { object: object!, path, from: 39_999_999, to: 40_000_000 },
  ]);
  expect(broken).toBe(2);
  const expected = Buffer.alloc(40_000_000);
  bytes.copy(expected, 1000, 1000, 39_000_000);
  bytes.copy(expected, 39_999_999, 39_999_999);
  expect(readFileSync(path).equals(expected)).toBe(true);
});

it("does not mix an object with what it was before", async () => {
  const address = await putObject("changes.csv", "a\n1\n");
  store().fault = ({ method }) => {
    if (method === "GET") store().objects.set("changes.csv", Buffer.from("a\n2\n"));
    return false;
  };
  await expect(readTable(address)).rejects.toMatchObject({
    evidence: expect.stringContaining("412"),
    remedy: "It was written anew while it was read: begin again.",
  });
  expect(left()).toEqual([]);
});

it("refuses what the disk does not take, before it asks for any of it", async () => {
  const object = { bucket: "artifacts", key: "huge.csv", size: 1e16, etag: "" };
  store().asked.length = 0;
  await expect(fetchRanges([{ object, path: join(folder, "huge.csv"), from: 0, to: 1e16 }])).rejects.toMatchObject({
    evidence: expect.stringMatching(
      /^What is read of objects lies on the disk meanwhile: s3:\/\/artifacts\/huge.csv takes .* free\.$/,
    ),
    remedy: expect.stringContaining("TMPDIR"),
  });
  expect(store().asked).toEqual([]);
});
