import { expect, it, vi } from "vitest";
import { readTable } from "../../src/reading/index.ts";
import { makeFolder } from "./files.ts";

const { write } = makeFolder();

vi.mock("@duckdb/node-api", () => {
  throw new Error("Cannot find package '@duckdb/node-api'");
});

it("says how to install DuckDB where it is not there, and what goes without", async () => {
  await expect(readTable(write("x.csv", "a,b\n1,2\n"))).rejects.toMatchObject({
    code: "file",
    evidence: expect.stringMatching(/^Files are read by DuckDB, which is not there: /),
    remedy: "npm install @duckdb/node-api, or give rows or columns: table({ age: [41, 29] }).",
  });
});
