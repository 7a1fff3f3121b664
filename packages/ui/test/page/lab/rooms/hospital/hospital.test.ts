import { describe, expect, it } from "vitest";
import { cases } from "../../../../../page/lab/rooms/hospital/cases/index.ts";
import { withRemedy } from "../../../../../page/lab/rooms/hospital/cures.ts";
import { becauseOf, choicesOf } from "../../../../../page/lab/rooms/hospital/diagnoses.ts";
import { type Plan, usual } from "../../../../../page/lab/rooms/hospital/plan.ts";
import { type PatientView, trainPatient } from "../../../../../page/lab/rooms/hospital/train-patient.ts";
import { tableOf } from "../../../../../page/lab/rows/table.ts";

const views = async (plan: Plan): Promise<readonly PatientView[]> => {
  const all: PatientView[] = [];
  for await (const view of trainPatient(plan)) all.push(await view());
  return all;
};

const problems = ({ findings }: PatientView) =>
  findings.filter(({ severity }) => severity === "problem").map(({ code }) => code);

/** How well a run does on rows held out: less is better. */
const lossOf = ({ curve }: PatientView): number => {
  const { held, right } = curve.at(-1) ?? { held: Number.POSITIVE_INFINITY };
  return right === undefined ? held : 1 - right;
};

describe("a case of the hospital", () => {
  it.each(cases.map((each, at) => ({ number: at + 1, ...each })))(
    "$number has what it is said to have ($has), and something helps",
    async ({ plan, has, byHand }) => {
      const sick = (await views(plan)).at(-1)!;
      if (has === "healthy") {
        expect(problems(sick)).toEqual([]);
        return;
      }
      if (has === "labels") expect(problems(sick)).toEqual(["plateau"]);
      else expect(sick.findings.map(({ code }) => code)).toContain(has);
      const remedies = sick.findings.flatMap(({ remedies }) => remedies.map(({ name }) => withRemedy(plan, name)));
      const plans = byHand ? [{ ...plan, ...byHand.change }] : remedies.filter((each) => each !== undefined);
      let isHelped = false;
      for (const each of plans) {
        isHelped = lossOf((await views(each)).at(-1)!) < 0.85 * lossOf(sick);
        if (isHelped) break;
      }
      expect(isHelped).toBe(true);
    },
    30_000,
  );

  it("asks for one of four different diagnoses, each with what speaks for it or against it", () => {
    for (const [at, each] of cases.entries()) {
      const asked = choicesOf(each, at + 1);
      expect(new Set(asked).size).toBe(4);
      expect(asked).toContain(each.has);
      for (const guess of asked) expect(becauseOf(each, guess).length).toBeGreaterThan(20);
    }
    // The right one does not always stand in the same place.
    expect(new Set(cases.map((each, at) => choicesOf(each, at + 1).indexOf(each.has))).size).toBe(4);
  });
});

describe("the numbers of the layers", () => {
  it("show a gradient that shrinks by a factor of four from layer to layer, behind eight layers of sigmoid", async () => {
    const [untrained] = await views({ ...cases[4]!.plan, epochs: 1 });
    const gradients = untrained!.layers.map(({ gradient }) => gradient);
    expect(gradients).toHaveLength(9);
    expect((gradients[8]! / gradients[0]!) ** (1 / 8)).toBeCloseTo(4, 0);
  });

  it("show all units of a layer of dead ReLU silent, and weights that do not move", async () => {
    const { layers } = (await views(cases[0]!.plan)).at(-1)!;
    expect(layers[1]).toMatchObject({ silent: 1, gradient: 0, moved: 0 });
  });

  it("show gradients that are hundreds of times those of a healthy run on the same rows, and then the numbers break", async () => {
    const [untrained, broken] = await views(cases[13]!.plan);
    const [healthy] = await views({ ...cases[3]!.plan, epochs: 1 });
    expect(untrained!.layers[0]!.gradient / healthy!.layers[0]!.gradient).toBeGreaterThan(200);
    expect(broken!.broken).toContain("finite");
  });
});

describe("the rows of the hospital", () => {
  it("have the labels of other rows where they are mixed up, and the same inputs", () => {
    const [right, mixed] = [tableOf("clouds", 300), tableOf("mixedUp", 300)];
    expect(mixed.x).toEqual(right.x);
    expect([...mixed.y].sort()).toEqual([...right.y].sort());
    const same = mixed.y.filter((each, at) => each === right.y[at]).length / 300;
    expect(same).toBeLessThan(0.45);
  });

  it("of one class are four in a hundred where it is rare", () => {
    const { y } = tableOf("rare", 1600);
    expect(y.filter((each) => each === 1).length / 1600).toBeCloseTo(0.04, 1);
  });
});

it("a remedy that changes nothing here is not offered", () => {
  expect(withRemedy(usual, "residual")).toBeUndefined();
  expect(withRemedy(usual, "fitting-initializer")).toBeUndefined();
  expect(withRemedy(usual, "lower-rate")).toEqual({ ...usual, rate: 0.0003 });
});

it("the columns of the clouds have deviations between 1 and 2, as is said of them", () => {
  const { x, width } = tableOf("clouds", 600);
  for (let column = 0; column < width; column++) {
    const values = Array.from(x.filter((_, at) => at % width === column));
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, each) => sum + each ** 2, 0) / values.length - mean ** 2);
    expect(deviation).toBeGreaterThan(1);
    expect(deviation).toBeLessThan(2);
  }
});
