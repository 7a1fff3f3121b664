import { createHash, randomBytes } from "node:crypto";
import dns from "node:dns";
import fs, { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { partOf } from "../../../src/artifacts/s3/bucket.ts";
import { s3Store } from "../../../src/artifacts/s3/s3-store.ts";
import { temporaryFolder } from "../../workers/module-file.ts";
import { type StandIn, startStandIn } from "./stand-in.ts";

const folder = temporaryFolder();
const before = { ...process.env };
let bucket: StandIn;
beforeAll(async () => {
  bucket = await startStandIn();
  Object.assign(process.env, bucket.environment);
});
beforeEach(() => {
  Object.assign(process.env, bucket.environment);
  bucket.fault = undefined;
  bucket.asked.length = 0;
  bucket.objects.clear();
});
afterAll(async () => {
  await bucket.stop();
  process.env = before;
});

const store = s3Store(partOf("s3://artifacts/run"));
const idOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const read = async (id: string): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await store.get(id))!.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: Error & { code: string }) => error,
  );

it("sends the same content once", async () => {
  const bytes = randomBytes(100_000);
  for (let i = 0; i < 3; i++) await store.put(bytes);
  expect(bucket.asked.map((line) => line.split(" ")[0])).toEqual(["HEAD", "PUT", "HEAD", "HEAD"]);
  expect([...bucket.objects.keys()]).toEqual([`run/${idOf(bytes)}`]);
});

it.each([
  ["503", 503],
  ["500", 500],
  ["429", 429],
  ["a connection that breaks", "reset"],
])("asks again after %s, twice in a row, in each kind of request", async (_, fault) => {
  const bytes = randomBytes(300_000);
  const failed = new Map<string, number>();
  bucket.fault = ({ method, socket }, response) => {
    const times = failed.get(method!) ?? 0;
    failed.set(method!, times + 1);
    if (times >= 2) return false;
    if (fault === "reset") socket.destroy();
    else response.writeHead(fault as number).end("<Error><Code>SlowDown</Code></Error>");
    return true;
  };
  const { id } = await store.put(bytes);
  expect((await read(id)).equals(bytes)).toBe(true);
  expect(Object.fromEntries(failed)).toMatchObject({ HEAD: 4, PUT: 3, GET: 3 });
});

it("goes on with a download where the connection broke", async () => {
  const bytes = randomBytes(3_000_000);
  const { id } = await store.put(bytes);
  const ranges: (string | undefined)[] = [];
  bucket.fault = ({ method, headers, socket }, response) => {
    if (method !== "GET") return false;
    ranges.push(headers.range);
    if (ranges.length > 2) return false;
    const from = Number(/\d+/.exec(headers.range ?? "0")![0]);
    response.writeHead(headers.range ? 206 : 200, { "content-length": bytes.length - from });
    response.write(bytes.subarray(from, from + 1_000_000), () => setImmediate(() => socket.destroy()));
    return true;
  };
  expect((await read(id)).equals(bytes)).toBe(true);
  expect(ranges[0]).toBeUndefined();
  expect(ranges.slice(1)).toEqual([expect.stringMatching(/^bytes=\d+-$/), expect.stringMatching(/^bytes=\d+-$/)]);
});

describe("says what is wrong, and what to do, and no secret", () => {
  const secrets = () => [process.env.AWS_SECRET_ACCESS_KEY!, "for an hour"];
  const clean = (error: Error | undefined) => {
    for (const secret of secrets()) expect(`${error?.message} ${error?.stack} ${error?.cause}`).not.toContain(secret);
  };

  it("where the server refuses", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = "other s3cret";
    process.env.AWS_SESSION_TOKEN = "for an hour";
    const error = await refusal(store.put("x"));
    delete process.env.AWS_SESSION_TOKEN;
    expect(error).toMatchObject({
      code: "artifacts-refused",
      message: expect.stringMatching(/HEAD was answered with 403.*\nSee that AWS_ACCESS_KEY_ID/),
    });
    clean(error);
    expect(bucket.asked).toHaveLength(1);
  });

  it("where there is no bucket", async () => {
    const error = await refusal(s3Store(partOf("s3://nowhere/run")).put("x"));
    expect(error).toMatchObject({
      code: "artifacts-refused",
      message: expect.stringMatching(
        /s3:\/\/nowhere\/run\/.*404 \(NoSuchBucket: NoSuchBucket it is\)\.\nMake the bucket first/,
      ),
    });
  });

  it("where the bucket is in another region", async () => {
    bucket.fault = (_, response) => {
      response.writeHead(301, { "x-amz-bucket-region": "eu-west-3" }).end();
      return true;
    };
    expect((await refusal(store.put("x")))?.message).toContain("set AWS_REGION=eu-west-3.");
  });

  it("where nobody answers, after some seconds", async () => {
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
    const error = await refusal(store.put("x"));
    expect(error).toMatchObject({ code: "artifacts-unreachable", message: expect.stringContaining("ECONNREFUSED") });
    clean(error);
  }, 30_000);

  it("where the server is out of order for longer", async () => {
    bucket.fault = (_, response) => {
      response.writeHead(503).end("<Error><Code>SlowDown</Code><Message>Please</Message></Error>");
      return true;
    };
    const error = await refusal(store.get("a".repeat(64)));
    expect(error).toMatchObject({ code: "artifacts-refused" });
    expect(bucket.asked).toHaveLength(6);
  }, 30_000);
});

it("keeps nothing of a file that is another one when it is sent", async () => {
  const file = join(folder, "log.txt");
  const createReadStream = fs.createReadStream;
  for (const then of ["second", "longer than before", "s"]) {
    let reads = 0;
    const spy = vi.spyOn(fs, "createReadStream").mockImplementation((...given) => {
      if (++reads === 2) writeFileSync(file, then);
      return createReadStream(...given);
    });
    writeFileSync(file, "first.");
    expect(await refusal(store.put({ file }))).toMatchObject({ code: "not-a-file" });
    spy.mockRestore();
  }
  expect(bucket.objects.size).toBe(0);
});

it("refuses content that is not what it is kept as", async () => {
  const bytes = randomBytes(2_000_000);
  const { id } = await store.put(bytes);
  for (const wrong of [Buffer.from(bytes).fill(0, 1_999_999), Buffer.concat([bytes, bytes])]) {
    bucket.objects.set(`run/${id}`, wrong);
    expect(await refusal(read(id))).toMatchObject({ code: "artifact-damaged" });
  }
});

it("finds a bucket in the name of its server, where that is asked for", async () => {
  const lookup = vi
    .spyOn(dns, "lookup")
    .mockImplementation(((_: string, options: { all?: boolean }, answer: (...given: unknown[]) => void) =>
      options.all ? answer(null, [{ address: "127.0.0.1", family: 4 }]) : answer(null, "127.0.0.1", 4)) as never);
  process.env.AWS_ENDPOINT_URL = bucket.environment.AWS_ENDPOINT_URL!.replace("127.0.0.1", "localhost");
  process.env.AWS_VIRTUAL_HOSTED_STYLE_REQUEST = "true";
  const { id } = await store.put("virtual");
  expect((await read(id)).toString()).toBe("virtual");
  expect(bucket.asked[0]).toBe(`HEAD /run/${id}`);
  expect(lookup.mock.calls[0]?.[0]).toBe("artifacts.localhost");
  delete process.env.AWS_VIRTUAL_HOSTED_STYLE_REQUEST;
  lookup.mockRestore();
});
