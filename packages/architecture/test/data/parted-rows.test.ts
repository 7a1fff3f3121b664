import { table } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../src/data/facts-of.ts";
import { countRows, readRows, takeRows } from "../../src/data/rows.ts";

const columns = { price: [1, 2, 3], brand: ["acme", null, "zeta"] };
const targets = { kind: "numbers", values: Float32Array.of(1, 2, 3) } as const;

describe("rows of two parts", () => {
  it("are counted, and taken together", async () => {
    const rows = await readRows("text", { text: ["a b", "c", ""], columns });
    expect(countRows(rows)).toBe(3);
    const some = takeRows(rows, [2, 0]) as unknown as { text: unknown; columns: Parameters<typeof table>[0] };
    expect(some.text).toEqual(["", "a b"]);
    expect(takeRows(some.columns as never, [1])).toMatchObject({ rows: 1, data: [{ values: Float64Array.of(1) }, {}] });
    expect(factsOf("text", rows, targets, 3)).toMatchObject({
      words: { median: 1, most: 2 },
      columns: { numbers: 1, texts: 1 },
    });
  });

  it("may have a table, or records, and images of bytes", async () => {
    const image = { data: new Uint8Array(12), shape: [3, 2, 2] };
    const rows = await readRows("image", { image, columns: table(columns) });
    expect(takeRows(rows, [0])).toMatchObject({ image: { shape: [1, 1, 2, 2] }, columns: { rows: 1 } });
    expect(countRows(await readRows("image", { image, columns: [{ price: 1 }, { price: 2 }, { price: 3 }] }))).toBe(3);
  });

  it("are refused where they do not belong together", async () => {
    const told = (given: unknown) => readRows("text", given).catch(({ message }: Error) => message);
    expect(await told({ text: ["a"], columns })).toMatch(/text has 1 row, columns have 3/);
    expect(await told({ text: ["a"], columns: [1] })).toMatch(/Columns have names: got/);
    expect(await told({ text: ["a"], price: [1] })).toMatch(/are \{ text, columns \}: got text, price/);
    expect(await told({ text: ["a"] })).toMatch(/got text/);
    expect(await told({ text: [1, 2, 3], columns })).toMatch(/Each row is a text: x\[0\]/);
  });
});
