import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { clusterConformance } from "../../src/conformance.ts";
import { ray } from "../../src/index.ts";

const address = process.env.KAVIAR_TEST_RAY;
if (address === undefined) console.log("No Ray is tried: KAVIAR_TEST_RAY names none, such as http://127.0.0.1:8265.");

describe.skipIf(address === undefined)("ray", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "kaviar-ray-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  describe.each(clusterConformance)("as a cluster", ({ name, run }) => {
    it(
      name,
      () => run({ cluster: ray({ address: address!, folder: join(folder, "agents 100%") }), folder, slots: 4 }),
      180_000,
    );
  });
});
