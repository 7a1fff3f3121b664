import { renderFinding } from "@kaviar/base/finding";
import { expect, it } from "vitest";

it("says what was seen where, then what to try", () => {
  expect(
    renderFinding({
      code: "dying-relu",
      severity: "problem",
      place: "hidden",
      since: 180,
      evidence: "71 % of the units are 0 for every row; 10 % is the bound.",
      remedies: ["leakyRelu", "heNormal"],
    }),
  ).toEqual([
    "✖ dying relu (hidden, since 180): 71 % of the units are 0 for every row; 10 % is the bound.",
    "  try: 1. leakyRelu",
    "       2. heNormal",
  ]);
  expect(renderFinding({ code: "plateau", severity: "note", evidence: "No change.", remedies: [] })).toEqual([
    "· plateau: No change.",
  ]);
});
