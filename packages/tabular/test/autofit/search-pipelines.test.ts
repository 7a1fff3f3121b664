import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage } from "@kaviar/tune";
import { afterAll, expect, it } from "vitest";
import { autofit, table } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-search-pipelines-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a search that fails leaves its study: nobody is there who could run a trial", async () => {
  const storage = `sqlite:${join(folder, "study.db")}`;
  const rows = Array.from({ length: 30 }, (_, i) => ({ a: i % 7, b: i % 4, kind: i % 3 === 0 ? "x" : "y" }));
  const given = { target: "kind", folds: 2, storage, name: "failing", signal: AbortSignal.abort() };
  await expect((async () => autofit(table(rows), given))()).rejects.toThrow("before the first one was scored");
  const opened = await openStorage(storage);
  expect(await opened.heartbeats()).toEqual([]);
  await opened.close();
});
