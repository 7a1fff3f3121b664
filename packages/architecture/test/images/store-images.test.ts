import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readImages, storeImages } from "@kaviar/architecture";
import { dense, flatten, sequential, sparseSoftmaxCrossEntropy, train } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { heldRows } from "../../src/data/rows.ts";
import { folderOf, plain } from "./folder.ts";
import { recordedFile } from "./recorded.ts";

const mixed = {
  "b/1.png": recordedFile("grey.png").file,
  "a/2.jpg": recordedFile("colours.jpg").file,
  "a/3.png": "I am a text",
  "c/4.png": recordedFile("transparent.png").file,
};

describe("storeImages", () => {
  it.each([undefined, 1, 3] as const)("keeps the pixels that readImages gives, in channels %s", async (channels) => {
    const folder = folderOf(mixed);
    const options = { size: [7, 5], ...(channels ? { channels } : {}) } as const;
    const { x, ...held } = await readImages(folder, options);
    const stored = await storeImages(folder, folderOf({}), options);
    expect(stored.shape).toEqual(x.shape);
    const { channels: found, y, files, broken, size, classes } = stored;
    expect({ channels: found, y, files, broken, size, classes }).toEqual(held);
    expect((await stored.batch([0, 1, 2])).x).toEqual(x);
    expect(heldRows(stored.x)).toEqual(x);
    const two = await stored.batch(Int32Array.of(2, 0));
    const length = x.data.length / 3;
    expect([...two.x.data]).toEqual([...x.data.subarray(2 * length), ...x.data.subarray(0, length)]);
    expect(two.y).toEqual(["c", "a"]);
    await expect(stored.batch([3])).rejects.toThrow(/rows by number, 0 to 2: got 3/);
    await stored.close();
  });

  it("reads one channel where no image has a colour", async () => {
    const folder = folderOf({ "1.png": await plain(4, 4, [9, 9, 9]), "2.png": await plain(4, 4, [70, 70, 70]) });
    const stored = await storeImages(folder, folderOf({}));
    expect(stored.shape).toEqual([2, 1, 4, 4]);
    expect([...(await stored.batch([1, 0])).x.data]).toEqual([...Array(16).fill(70), ...Array(16).fill(9)]);
    await stored.close();
  });

  it("streams each row once, in another order each time, into train", async () => {
    const images = Array.from(
      { length: 40 },
      async (_, i) => [`${i % 2}/${i}.png`, await plain(2, 2, [i, 0, 200])] as const,
    );
    const stored = await storeImages(folderOf(Object.fromEntries(await Promise.all(images))), folderOf({}));
    const stream = stored.stream();
    const pass = async (): Promise<number[]> => {
      const seen: number[] = [];
      for await (const { x, y } of stream())
        for (const [i, label] of y!.entries()) {
          expect(label).toBe(String(x.data[12 * i]! % 2));
          seen.push(x.data[12 * i]!);
        }
      return seen;
    };
    const [first, second] = [await pass(), await pass()];
    expect(first).not.toEqual(second);
    expect(first.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(second.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    const network = sequential(flatten, dense(2));
    let last = Number.NaN;
    for await (const epoch of train(network, stored.stream([1, 3, 4, 8]), {
      loss: sparseSoftmaxCrossEntropy,
      epochs: 2,
    }))
      last = epoch.loss;
    expect(last).toBeGreaterThan(0);
    await stored.close();
  });

  it("has a name where that is said, until it is closed", async () => {
    const scratch = folderOf({ rows: "of an earlier run, and longer than what comes" });
    const stored = await storeImages(folderOf(mixed), scratch, { name: "rows", size: 2 });
    expect(readdirSync(scratch)).toEqual(["rows"]);
    expect(stored.x.file).toBe(join(scratch, "rows"));
    expect(heldRows(structuredClone(stored.x))).toEqual((await stored.batch([0, 1, 2])).x);
    await stored.close();
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("tells how far it is, and ends when its signal says so", async () => {
    const reading = storeImages(folderOf(mixed), folderOf({}));
    const told: number[] = [];
    for await (const { done } of reading) told.push(done);
    expect(told).toEqual([0, 1, 2, 3, 4]);
    await (await reading).close();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(storeImages(folderOf(mixed), folderOf({}), { signal })).rejects.toThrow("enough");
  });

  it("leaves nothing in the folder, and says where there is none", async () => {
    const scratch = folderOf({});
    const stored = await storeImages(folderOf(mixed), scratch);
    expect(readdirSync(scratch)).toEqual([]);
    await stored.close();
    await expect(storeImages(folderOf(mixed), join(scratch, "none"))).rejects.toThrow(
      /that can be written to: .*none: there is no such/,
    );
  });
});
