import { createHash } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { bucketVariables } from "@kaviar/base/bucket";
import { afterAll, beforeAll } from "vitest";
import { startStandIn } from "../../../../tune/test/artifacts/s3/stand-in.ts";
import { type ObjectStore, startSwift } from "../../../../tune/test/artifacts/s3/swift.ts";
import { buckets } from "../../../src/reading/bucket/buckets.ts";
import { makeFolder } from "../files.ts";

/** Bytes as an object of the bucket "artifacts". */
export const putObject = async (key: string, given: string | Uint8Array): Promise<string> => {
  const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
  const body = {
    id: createHash("sha256").update(bytes).digest("hex"),
    size: bytes.length,
    async *bytes() {
      yield bytes;
    },
  };
  await buckets.ask({ bucket: "artifacts", prefix: key }, { method: "PUT", key, body });
  return `s3://artifacts/${key}`;
};

/** A store for the tests of a file; what is fetched lies in a folder of their own. */
const inStore = <S extends ObjectStore>(start: () => Promise<S>) => {
  const before = { ...process.env };
  const { folder } = makeFolder();
  const temporary = join(folder, "temporary");
  let store: S | undefined;
  beforeAll(async () => {
    mkdirSync(temporary, { recursive: true });
    store = await start();
    Object.assign(process.env, store.environment, { TMPDIR: temporary });
  }, 120_000);
  afterAll(async () => {
    await store?.stop();
    // What programs ask the system for is what is set, not another object in its place.
    for (const name of ["TMPDIR", ...bucketVariables])
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
  });
  return {
    store: () => store!,
    environment: () => Object.assign(process.env, store!.environment),
    /** What was fetched and is still there. */
    left: () => readdirSync(temporary, { recursive: true }),
  };
};

export const inStandIn = () => inStore(startStandIn);
export const inSwift = () => inStore(startSwift);
