import { expect, it } from "vitest";
import { createContext } from "../../src/contract/context.ts";
import { createStep, partOptions, scale, table } from "../../src/index.ts";
import { createPrefixes } from "../../src/search/prefixes.ts";

const about = { name: "Slow", formula: "x", use: "to take its time", pitfall: "it does", reference: "–" };
let fits = 0;

/** A step whose fit takes 30 ms, and whose application takes 10. */
const slow = createStep(partOptions("slow", {}), about, {
  fit: async () => {
    fits++;
    await new Promise((resolve) => setTimeout(resolve, 30));
    return {};
  },
  apply: async (_, given) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return given;
  },
  onnx: (_, wires) => wires,
});

const rows = {
  seen: { table: table({ a: [1, 2, 3] }), target: { task: "numbers", values: Float64Array.of(1, 2, 3) } },
  held: table({ a: [4] }),
  name: "fold 0",
} as const;

it("steps that were fitted before count with the time that they took", async () => {
  const prefixFor = createPrefixes();
  const context = createContext(1);
  const first = await prefixFor([slow()], rows, context);
  expect(first.took.fit).toBeGreaterThan(35);
  expect(first.took.apply).toBeGreaterThan(8);
  const longer = await prefixFor([slow(), scale()], rows, context);
  expect(fits).toBe(1);
  expect(longer.took.fit).toBeGreaterThanOrEqual(first.took.fit);
  expect((await prefixFor([slow(), scale()], rows, context)).took).toEqual(longer.took);
  await prefixFor([slow()], { ...rows, name: "fold 1" }, context);
  expect(fits).toBe(2);
});
