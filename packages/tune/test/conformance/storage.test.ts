import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory, openStorage } from "@kaviar/tune";
import { afterAll, beforeAll, describe, test } from "vitest";
import { storageConformance, storageReadingConformance } from "../../src/conformance.ts";
import { testServer } from "../storage/postgres-server.ts";

const both = (url: string) => ({
  open: () => openStorage(url),
  openForReading: () => openStorage(url, { readOnly: true }),
});

describe("memory as a storage", () => {
  const storage = memory();
  for (const { name, run } of storageConformance) test(name, () => run(async () => storage));
});

describe("SQLite as a storage", () => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-storage-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const url = `sqlite:${folder}/данные 1?#%20.db`;
  for (const { name, run } of storageConformance) test(name, () => run(() => openStorage(url)));
  for (const { name, run } of storageReadingConformance) test(name, () => run(both(url)));
});

describe("PostgreSQL as a storage", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  }, 60_000);
  afterAll(() => server.stop());
  for (const { name, run } of storageConformance) test(name, () => run(() => openStorage(server.url)));
  for (const { name, run } of storageReadingConformance) test(name, () => run(both(server.url)));
});
