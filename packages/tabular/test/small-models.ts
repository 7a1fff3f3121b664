import type { Card } from "@kaviar/base/card";
import { matrixOf } from "../src/contract/matrix.ts";
import { createModel } from "../src/contract/model.ts";
import { targetNumbers } from "../src/contract/target.ts";
import { options } from "../src/options.ts";

const card: Card = { name: "", formula: "", use: "", pitfall: "", reference: "" };

/** Knows its training rows by heart, and says of each row what the nearest of them was: whatever leaks shows in it. */
export const nearestRow = createModel(options("nearestRow", {}), card, {
  tasks: ["classes", "numbers"],
  fit: ({ table, target }) => ({
    ...matrixOf("nearestRow", table),
    outputs: target.task === "classes" ? target.classes.length : 1,
    target: Array.from(targetNumbers("nearestRow", target)),
  }),
  predict: ({ values, rows, columns, outputs, target }, table) => {
    const asked = matrixOf("nearestRow", table);
    const made = new Float64Array(asked.rows * outputs);
    for (let row = 0; row < asked.rows; row++) {
      let [best, least] = [0, Infinity];
      for (let other = 0; other < rows; other++) {
        let sum = 0;
        for (let c = 0; c < columns; c++) sum += (values[other * columns + c]! - asked.values[row * columns + c]!) ** 2;
        if (sum < least) [best, least] = [other, sum];
      }
      if (outputs === 1) made[row] = target[best]!;
      else made[row * outputs + target[best]!] = 1;
    }
    return made;
  },
  onnx: () => {
    throw new Error("not for export");
  },
});
