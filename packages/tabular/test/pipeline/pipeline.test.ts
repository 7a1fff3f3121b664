import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@kaviar/base/random";
import { dummy, load, type NumberColumn, pipeline, predictions, scale, table, targetEncode } from "@kaviar/tabular";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepare } from "../../src/pipeline/prepare.ts";
import { nearestRow } from "../small-models.ts";
import { fitStep } from "../steps/fit-step.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-"));
});
afterAll(() => rm(folder, { recursive: true }));

const people = table({
  age: [41, 29, null, 55, 31, 62],
  plan: ["basic", "pro", "basic", null, "pro", "basic"],
  churned: ["no", "yes", "no", "no", "yes", "no"],
});

describe("a pipeline that was fitted", () => {
  it("says what its target was taken for, and labels as they stood in the table", async () => {
    const model = await pipeline(scale(), dummy()).fit(people, { target: "churned" });
    expect(model.task).toBe("classes");
    expect(model.notes).toEqual(["churned is taken for classes: it holds texts."]);
    expect(await model.predict(people.head(2))).toEqual(["no", "no"]);
    const { classes, values } = await model.probabilities(people.head(1));
    expect(classes).toEqual(["no", "yes"]);
    expect(values[0]).toBeCloseTo(4 / 6, 12);
  });

  it("is one ONNX file that says the same", async () => {
    const model = await pipeline(scale(), dummy()).fit(people, { target: "churned" });
    const file = join(folder, "churn.onnx");
    await model.save(file);
    const loaded = await load(file);
    expect(await loaded.predict(people)).toEqual(await model.predict(people));
    expect((await loaded.probabilities(people)).values).toEqual((await model.probabilities(people)).values);
    await loaded.release();
  });

  it("learns nothing from columns that say how rows count and which belong together", async () => {
    const random = seededRandom(1);
    const visits = table(
      Array.from({ length: 40 }, (_, i) => ({
        patient: `p${i >> 1}`,
        weight: 1 + (i % 3),
        pressure: random(),
        relapse: (i >> 1) % 3 === 0 ? "yes" : "no",
      })),
    );
    const options = { target: "relapse", group: "patient", weights: "weight", seed: 1 } as const;
    const model = await pipeline(targetEncode(), dummy()).fit(visits, options);
    expect(model.inputs.map(({ name }) => name)).toEqual(["pressure"]);
    expect(await model.predict([{ pressure: 0.5 }])).toEqual(["no"]);
    // Whoever holds out rows inside of a fit parts no group: else the nearest row would be the other visit, which knows.
    const same = visits.with(table({ pressure: Float64Array.from({ length: 40 }, (_, i) => i >> 1) }).data);
    const inside = pipeline(predictions(nearestRow(), { keep: false }), dummy());
    const rightIn = async (fit: object) => {
      const { training } = await fitStep(
        inside.steps[0]!,
        prepare("group" in fit ? same : same.without("patient"), { target: "relapse", weights: "weight", ...fit })
          .training,
      );
      const said = training.table.data[0] as NumberColumn;
      return said.values.filter((value, i) => value === Number((i >> 1) % 3 === 0)).length;
    };
    expect(await rightIn({ group: "patient" })).toBeLessThan(30);
    expect(await rightIn({})).toBeGreaterThan(30);
  });

  it("takes part of its rows away where they have no target, and says so", async () => {
    const some = table({ x: [1, 2, 3, 4], y: [1.5, null, 2.5, 3.5] });
    const model = await pipeline(dummy()).fit(some, { target: "y" });
    expect(model.notes).toEqual([
      "1 row without a value of y left out.",
      "y is taken for numbers: not all of it are whole numbers.",
    ]);
    expect(await model.predict([{ x: 1 }])).toEqual(Float64Array.of(2.5));
  });
});
