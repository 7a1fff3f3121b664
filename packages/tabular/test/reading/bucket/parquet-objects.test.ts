import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { withDuckdb } from "../../../src/reading/duckdb.ts";
import { readParts, readTable } from "../../../src/reading/index.ts";
import { makeFolder } from "../files.ts";
import { inStandIn } from "./in-buckets.ts";

const { store } = inStandIn();
const { folder } = makeFolder();
const address = "s3://artifacts/clicks.parquet";
let bytes: Buffer;
let asked: [number, number][] = [];

// Some 25 columns of 8 bytes a value that cannot be packed.
beforeAll(async () => {
  const path = join(folder, "clicks.parquet");
  const columns = Array.from({ length: 25 }, (_, i) => `hash(i + ${i}) / 1e19 AS x${i}`);
  await withDuckdb((database) =>
    database.run(`COPY (SELECT ${columns.join(", ")}, i FROM range(200000) t(i)) TO '${path}' (FORMAT parquet)`),
  );
  bytes = readFileSync(path);
  store().objects.set("clicks.parquet", bytes);
  store().fault = ({ method, headers }) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
    if (method === "GET") asked.push([Number(from), Number(to) + 1]);
    return false;
  };
});

const fetched = () => asked.reduce((sum, [from, to]) => sum + to - from, 0);

it("fetches of a parquet file what it says of itself and the columns that are asked for", async () => {
  asked = [];
  let sum = 0;
  for await (const part of readParts(address, { columns: ["i", "x3"] })) {
    expect(part.columns).toEqual(["x3", "i"]);
    const { data } = part.column("i");
    if (data.kind === "numbers") for (const value of data.values) sum += value;
  }
  expect(sum).toBe((200_000 * 199_999) / 2);
  expect(fetched() / bytes.length).toBeLessThan(0.15);
});

it("fetches no more of columns that are asked for again, and each byte once where all are", async () => {
  asked = [];
  const table = await readTable(address);
  expect([table.rows, table.columns.length]).toEqual([200_000, 26]);
  expect(fetched() / bytes.length).toBeLessThan(1.02);
});

it("says what is no parquet file, and calls it by its address", async () => {
  for (const wrong of ["", "PAR1", "a,b\n1,2\n".repeat(50_000), "\u00ff\u00ff\u00ff\u007fPAR1"]) {
    store().objects.set("wrong.parquet", Buffer.from(wrong, "latin1"));
    await expect(readTable("s3://artifacts/wrong.parquet")).rejects.toMatchObject({
      code: "read",
      evidence: expect.stringMatching(/^s3:\/\/artifacts\/wrong\.parquet cannot be read: (?!.*kaviar-)/),
    });
  }
});
