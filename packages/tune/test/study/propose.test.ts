import { createStudy, float, type Sampler } from "@kaviar/tune";
import { expect, it } from "vitest";

const space = { x: float(0, 1), y: float(0, 1) };

it.each([
  ["beyond a range", { x: 7, y: 0 }],
  ["without a parameter", { x: 0.5 }],
  ["with one more", { x: 0.5, y: 0.5, z: 1 }],
  ["of another type", { x: "a", y: 0 }],
  ["that is no number", { x: Number.NaN, y: 0 }],
])("a sampler's point %s ends the study with its name, and no objective sees it", async (_, params) => {
  const sampler: Sampler = { name: "hasty", propose: () => ({ params }) };
  const study = await createStudy({ seed: 1, sampler });
  let seen = 0;
  await expect(study.optimize(space, () => seen++, { trials: 2 })).rejects.toMatchObject({
    code: "outside-domain",
    message: expect.stringContaining("hasty proposed {"),
  });
  expect(seen).toBe(0);
  expect(study.trials).toEqual([]);
});
