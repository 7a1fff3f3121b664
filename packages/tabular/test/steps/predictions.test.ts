import { describe, expect, it } from "vitest";
import { dummy, pipeline, predictions, scale, table } from "../../src/index.ts";
import { classesOf, numbersOf } from "../models/fit.ts";
import { nearestRow } from "../small-models.ts";
import { fitStep, numbersIn } from "./fit-step.ts";

const codes = Array.from({ length: 40 }, (_, row) => row % 2);
const rows = table({ x: codes.map((_, row) => row) });
const training = { table: rows, target: classesOf(codes) };

describe("predictions as columns", () => {
  it("are made without the row while fitting, and by a model that saw all rows afterwards", async () => {
    const { training: made, apply } = await fitStep(predictions(nearestRow()), training);
    expect(made.table.columns).toEqual(["x", "nearestRow_class 1"]);
    const right = numbersIn(made.table.data[1]!).filter((said, row) => said === codes[row]).length;
    // The nearest other row is of the other class.
    expect(right).toBeLessThan(10);
    expect((await apply(rows))["nearestRow_class 1"]).toEqual(codes);
  });

  it("of three classes a column each, of numbers one, beside the columns or in their place", async () => {
    const three = { table: rows, target: classesOf(codes.map((_, row) => row % 3)) };
    const { training: made } = await fitStep(predictions(dummy(), { keep: false }), three);
    expect(made.table.columns).toEqual(["dummy_class 0", "dummy_class 1", "dummy_class 2"]);
    const { training: numbers } = await fitStep(predictions(pipeline(scale(), dummy())), {
      table: rows,
      target: numbersOf(codes),
    });
    expect(numbers.table.columns).toEqual(["x", "dummy"]);
    expect(numbers.table.data[1]!.from).toEqual(["x"]);
  });

  it("have names of their own", async () => {
    const { training: made } = await fitStep(predictions(dummy()), {
      table: table({ dummy: [1, 2, 3], dummy_2: [1, 2, 3] }),
      target: numbersOf([1, 2, 3]),
    });
    expect(made.table.columns).toEqual(["dummy", "dummy_2", "dummy_3"]);
  });

  it("one row and what is no model are refused", async () => {
    await expect(fitStep(predictions(dummy()), { table: table({ x: [1] }), target: numbersOf([1]) })).rejects.toThrow(
      "two rows: got 1",
    );
    expect(() => predictions(scale() as never)).toThrow("a model, or a pipeline that ends in one");
  });
});
