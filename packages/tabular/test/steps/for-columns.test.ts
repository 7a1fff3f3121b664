import { dummy, forColumns, oneHot, ordinal, pipeline, scale, table, targetEncode } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { createStep } from "../../src/contract/step.ts";
import { takeTraining } from "../../src/contract/training.ts";
import { options } from "../../src/options.ts";
import { agreesInGraph, fitStep, valuesOf } from "./in-graph.ts";

const people = table({
  plan: ["a", "b", "a"],
  age: [20, 30, 40],
  income: [1, 2, 3],
  at: [new Date(0), new Date(5), null],
});

describe("forColumns", () => {
  it("leaves the other columns alone and puts them in front", async () => {
    const { training } = await fitStep(forColumns(["income", "plan"], scale(), oneHot()), people);
    expect(training.table.columns).toEqual(["age", "at", "income", "plan=a", "plan=b"]);
    expect(valuesOf(training.table).age).toEqual([20, 30, 40]);
  });

  it("chooses by name, by type, by what columns hold, and by a question", async () => {
    const chosen = async (which: Parameters<typeof forColumns>[0]) =>
      ((await fitStep(forColumns(which), people)).state as { columns: string[] }).columns;
    expect(await chosen("age")).toEqual(["age"]);
    expect(await chosen("category")).toEqual(["plan"]);
    expect(await chosen(["date", "age"])).toEqual(["at", "age"]);
    expect(await chosen("numbers")).toEqual(["age", "income", "at"]);
    expect(await chosen("id")).toEqual([]);
    expect(await chosen(({ name, type }) => type === "integer" && name !== "age")).toEqual(["income"]);
  });

  it("says what is not there, and what is no step", async () => {
    await expect(fitStep(forColumns("aged", scale()), people)).rejects.toThrow("there is no `aged`");
    expect(() => forColumns("age", scale as never)).toThrow("forColumns is made of steps: got");
    expect(() => forColumns(scale() as never)).toThrow("forColumns is told which columns first");
  });

  it("lets a step inside encode its training rows apart", async () => {
    const target = { task: "numbers" as const, values: Float64Array.of(1, 2, 3) };
    const { training } = await fitStep(forColumns("plan", targetEncode({ smooth: 0 })), { table: people, target });
    expect(valuesOf(training.table).plan![1]).toBe(2);
    expect(valuesOf(training.table).plan![0]).not.toBe(2);
  });

  it("refuses a step that leaves out rows, since the other columns would keep them", async () => {
    const first = createStep(options("first", {}), scale.about, {
      fit: () => 0,
      apply: (_, table) => table,
      onnx: (_, wires) => wires,
      fitTraining: async (training) => ({ state: 0, training: takeTraining(training, [0]) }),
    });
    await expect(fitStep(forColumns("age", first()), people)).rejects.toThrow("Steps in forColumns keep the rows");
  });

  it("is the same in a graph, and part of a pipeline", async () => {
    await agreesInGraph(forColumns(["plan", "income"], oneHot(), scale()), people, people);
    const model = await pipeline(forColumns("texts", ordinal()), dummy()).fit(people, { target: "income" });
    expect(model.columns.find(({ column }) => column === "plan")!.became).toEqual(["plan"]);
  });
});
