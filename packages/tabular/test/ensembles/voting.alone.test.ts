import { seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { extraTrees, pipeline, randomForest, scale, sgd, table, voting } from "../../src/index.ts";

const random = seededRandom(4);
const rows = table(
  Array.from({ length: 80 }, () => {
    const [a, b] = [random(), random()];
    return { a, b, y: a > b ? "yes" : "no" };
  }),
);
const options = { target: "y", seed: 7 } as const;

it("is the weighted mean of what its members say when each is fitted alone", async () => {
  const members = [pipeline(scale(), sgd({ loss: "log" })), extraTrees({ trees: 5 })];
  const both = await pipeline(voting(members, { weights: [1, 3] })).fit(rows, options);
  const [one, other] = await Promise.all(members.map((member) => pipeline(member).fit(rows, options)));
  const [p, q] = [(await one!.probabilities(rows)).values, (await other!.probabilities(rows)).values];
  const mean = p.map((value, i) => 0.25 * value + 0.75 * q[i]!);
  expect((await both.probabilities(rows)).values).toEqual(mean);
});

it("draws other numbers for a member that is there twice", async () => {
  const { values } = await (
    await pipeline(voting([randomForest({ trees: 3 }), randomForest({ trees: 3 })])).fit(rows, options)
  ).probabilities(rows);
  const alone = await (await pipeline(randomForest({ trees: 3 })).fit(rows, options)).probabilities(rows);
  expect(values).not.toEqual(alone.values);
});
