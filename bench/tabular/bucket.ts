/**
 * A parquet file of some 200 MB in a bucket beside the same file on the disk: OpenStack Swift on loopback, in processes of its own.
 * What a network costs between is not in it.
 */
import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readParts, readSample, readTable } from "@kaviar/tabular";
import { withDuckdb } from "../../packages/tabular/src/reading/duckdb.ts";
import { buckets } from "../../packages/tune/src/artifacts/s3/buckets.ts";
import { startSwift, whyNoSwift } from "../../packages/tune/test/artifacts/s3/swift.ts";

const why = whyNoSwift();
if (why !== undefined) throw new Error(`There is no object store to measure: ${why}.`);

const folder = mkdtempSync(join(tmpdir(), "kaviar-bucket-"));
const file = join(folder, "clicks.parquet");
const columns = Array.from({ length: 20 }, (_, i) => `hash(i * 20 + ${i}) / 1.8e19 AS x${i}`);
await withDuckdb((database) =>
  database.run(
    `COPY (SELECT ${columns.join(", ")}, 'town ' || i % 50 AS town FROM range(1250000) t(i)) TO '${file}' (FORMAT parquet)`,
  ),
);
const { size } = statSync(file);

const swift = await startSwift();
const temporary = join(folder, "temporary");
mkdirSync(temporary);
process.env.TMPDIR = temporary;
const hash = createHash("sha256");
for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
await buckets.ask(
  { bucket: "artifacts", prefix: "" },
  { method: "PUT", key: "clicks.parquet", body: { id: hash.digest("hex"), size, bytes: () => createReadStream(file) } },
);

/** Bytes that lie on the disk of what was fetched; holes take none. */
const fetched = (): number =>
  readdirSync(temporary, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .reduce((sum, each) => sum + statSync(join(each.parentPath, each.name)).blocks * 512, 0);

const inParts = async (address: string, wanted: readonly string[] | undefined): Promise<number> => {
  let most = 0;
  for await (const _ of readParts(address, wanted === undefined ? {} : { columns: [...wanted] }))
    most = Math.max(most, fetched());
  return most;
};

const work: Readonly<Record<string, (address: string) => Promise<unknown>>> = {
  readTable: (address) => readTable(address),
  "readSample, 10 000 rows": (address) => readSample(address, { sample: 10_000 }),
  "readParts, all 21 columns": (address) => inParts(address, undefined),
  "readParts, two columns": (address) => inParts(address, ["x3", "town"]),
};

console.log(`${(size / 1e6).toFixed(0)} MB`);
for (const [name, run] of Object.entries(work)) {
  const seconds: number[][] = [[], []];
  let onDisk: unknown;
  for (let round = 0; round < 3; round++)
    for (const [i, address] of [file, "s3://artifacts/clicks.parquet"].entries()) {
      const began = performance.now();
      onDisk = await run(address);
      seconds[i]!.push((performance.now() - began) / 1000);
    }
  const [local, there] = seconds.map((each) => each.sort((a, b) => a - b)[1]!.toFixed(2));
  const held = typeof onDisk === "number" ? `, ${(onDisk / 1e6).toFixed(0)} MB on the disk` : "";
  console.log(`${name}: file ${local} s, bucket ${there} s${held}`);
}

await swift.stop();
rmSync(folder, { recursive: true });
