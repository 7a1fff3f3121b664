import { createHash, randomBytes } from "node:crypto";
import fs, { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { folderStore } from "../../src/artifacts/folder-store.ts";
import { temporaryFolder } from "../workers/module-file.ts";

const folder = temporaryFolder();
const hashOf = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
const read = async (store: ReturnType<typeof folderStore>, id: string) => {
  const kept = await store.get(id);
  if (kept === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of kept.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
};

it("keeps text, bytes and files by the hash of their bytes, the same content once, whoever puts it", async () => {
  const where = join(folder, "kept");
  const store = folderStore(where);
  const large = randomBytes(3 * 2 ** 20 + 17);
  writeFileSync(join(folder, "large.bin"), large);
  expect(await store.put("ключ")).toEqual({ id: hashOf("ключ"), size: 8 });
  expect(await store.put("")).toEqual({ id: hashOf(""), size: 0 });
  const contents = Array.from({ length: 8 }, (_, i) => (i % 2 ? large : { file: join(folder, "large.bin") }));
  const puts = await Promise.all(contents.map((content) => folderStore(where).put(content)));
  expect(new Set(puts.map(({ id, size }) => `${id} ${size}`))).toEqual(new Set([`${hashOf(large)} ${large.length}`]));
  expect(readdirSync(where).sort()).toEqual([hashOf("ключ"), hashOf(""), hashOf(large)].sort());
  expect((await read(store, hashOf(large)))?.equals(large)).toBe(true);
  expect((await store.get(hashOf("")))?.size).toBe(0);
});

it("has nothing under what is no id, wherever that would lead", async () => {
  const where = join(folder, "outside");
  const store = folderStore(join(where, "in"));
  await store.put("kept");
  writeFileSync(join(where, "secret"), "secret");
  for (const id of [
    "../secret",
    "..%2fsecret",
    "",
    ".",
    hashOf("kept").toUpperCase(),
    `${hashOf("kept")}/../x`,
    "a".repeat(64),
  ])
    expect(await store.get(id)).toBeUndefined();
});

it("refuses what is no file, and what is too large, and leaves nothing of it behind", async () => {
  const where = join(folder, "refused");
  const store = folderStore(where);
  const huge = join(folder, "huge.bin");
  writeFileSync(huge, "");
  truncateSync(huge, 1e9 + 1);
  mkdirSync(join(folder, "a folder"));
  await expect(store.put({ file: huge })).rejects.toMatchObject({
    code: "artifact-too-large",
    message: expect.stringContaining("An artifact is at most 1 GB large."),
  });
  await expect(store.put({ file: join(folder, "a folder") })).rejects.toThrow("An artifact is a file that can be read");
  await expect(store.put({ file: join(folder, "none") })).rejects.toThrow(/none is none \(ENOENT/);
  expect(existsSync(where)).toBe(false);
});

it("says that nothing is there once its folder was taken away, and makes it anew", async () => {
  const where = join(folder, "away");
  const store = folderStore(where);
  const { id } = await store.put("first");
  rmSync(where, { recursive: true });
  expect(await store.get(id)).toBeUndefined();
  expect(await store.put("first")).toEqual({ id, size: 5 });
});

it("refuses a file that is written to meanwhile, and keeps nothing of it", async () => {
  const where = join(folder, "growing");
  const file = join(folder, "log.txt");
  const read = fs.createReadStream;
  let reads = 0;
  const spy = vi.spyOn(fs, "createReadStream").mockImplementation((...given) => {
    if (++reads === 2) writeFileSync(file, "second");
    return read(...given);
  });
  writeFileSync(file, "first");
  await expect(folderStore(where).put({ file })).rejects.toThrow("it has changed");
  spy.mockRestore();
  expect(readdirSync(where)).toEqual([]);
});
