import { primitives } from "@kaviar/tensor/primitives/table";
import { describe, expect, it } from "vitest";
import { convolution } from "./convolution.cases.ts";
import { elementwise } from "./elementwise.cases.ts";
import { recurrent } from "./fused.cases.ts";
import { indexing } from "./indexing.cases.ts";
import { control } from "./loop.cases.ts";
import { products } from "./matmul.cases.ts";
import { movement } from "./movement.cases.ts";
import { normalization } from "./normalization.cases.ts";
import { pooling } from "./pooling.cases.ts";
import { reductions } from "./reductions.cases.ts";

const families = [
  control,
  convolution,
  elementwise,
  indexing,
  movement,
  normalization,
  pooling,
  products,
  recurrent,
  reductions,
];

describe("the table of primitives", () => {
  it("has no primitive that nobody checks", () => {
    const checked = families.flatMap((cases) => Object.keys(cases));
    expect(checked.sort()).toEqual(Object.keys(primitives).sort());
  });

  it("calls each primitive by its own name", () => {
    for (const [name, primitive] of Object.entries(primitives)) expect(primitive.name).toBe(name);
  });
});
