import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { storeAt } from "../../src/artifacts/shared-place.ts";
import { artifactStoreConformance } from "../../src/conformance.ts";
import { startStandIn } from "../artifacts/s3/stand-in.ts";
import { type ObjectStore, startSwift, whyNoSwift } from "../artifacts/s3/swift.ts";
import { bundled } from "../faults/bundled.ts";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const script = bundled("put-until-killed.ts");
const keeps = (place: () => string) => {
  const puts = (file: string) => [process.execPath, script, place(), file];
  for (const { name, run } of artifactStoreConformance)
    test(name, () => run({ open: () => storeAt(place()), folder, puts }), 120_000);
};

/** Shows it on a bucket, with the environment that it needs. */
const keepsIn = (start: () => Promise<ObjectStore>) => {
  let store: ObjectStore;
  const before = { ...process.env };
  beforeAll(async () => {
    store = await start();
    Object.assign(process.env, store.environment);
  }, 120_000);
  afterAll(async () => {
    await store?.stop();
    process.env = before;
  });
  keeps(() => `${store.address}/a place/of+some%20tests~1`);
};

describe("a folder as a store of artifacts", () => keeps(() => join(folder, "kept/here")));

describe("a stand-in for a bucket as a store of artifacts", () => keepsIn(startStandIn));

describe("a bucket of OpenStack Swift as a store of artifacts", () => {
  const why = whyNoSwift();
  if (why === undefined) keepsIn(startSwift);
  else test.skip(`has no server to be shown on: ${why}`);
});

const given = process.env.KAVIAR_TEST_S3;
if (given !== undefined)
  describe(`${given}, which KAVIAR_TEST_S3 names, as a store of artifacts`, () =>
    keepsIn(async () => ({ address: given, environment: {}, stop: async () => {} })));
