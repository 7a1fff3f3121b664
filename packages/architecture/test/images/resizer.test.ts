import { describe, expect, it } from "vitest";
import { openResizer } from "../../src/images/resizer.ts";
import { patternOf, recordedSizes } from "./recorded.ts";

describe("openResizer", () => {
  it.each(recordedSizes)("makes $to of $from as Pillow does, to a step of 255", async ({ from, to, pixels }) => {
    const resizer = openResizer(to);
    const planes = await resizer.resize({ data: patternOf(from), shape: [...from, 3] });
    await resizer.close();
    const area = to[0] * to[1];
    const beside = Uint8Array.from(pixels, (_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!);
    expect(Math.max(...beside.map((value, i) => Math.abs(value - pixels[i]!)))).toBeLessThanOrEqual(1);
  });

  it("leaves pixels of the size as they are, the channels one behind the other", async () => {
    const resizer = openResizer([3, 2]);
    const planes = await resizer.resize({ data: patternOf([3, 2]), shape: [3, 2, 3] });
    await resizer.close();
    const pattern = patternOf([3, 2]);
    expect([...planes]).toEqual([0, 1, 2].flatMap((c) => [0, 1, 2, 3, 4, 5].map((i) => pattern[3 * i + c])));
  });

  it("sees grey in one channel as in three", async () => {
    const resizer = openResizer([5, 7]);
    const grey = patternOf([30, 10]).subarray(0, 300);
    const one = await resizer.resize({ data: grey, shape: [30, 10, 1] });
    const three = await resizer.resize({
      data: Uint8Array.from({ length: 900 }, (_, i) => grey[Math.floor(i / 3)]!),
      shape: [30, 10, 3],
    });
    await resizer.close();
    expect([...three]).toEqual([...one, ...one, ...one]);
  });
});
