import type { Target } from "../../src/contract/target.ts";
import { type Table, table } from "../../src/table/index.ts";
import recorded from "./recorded/encoding.json" with { type: "json" };

/** The table that `record-encoding.py` made, and what scikit-learn made of it. */
export const sklearn = recorded;

export const numbers: Table = table(Object.fromEntries(recorded.numbers.map((values, i) => [`x${i}`, values])));
export const texts: Table = table({ plan: recorded.plan, city: recorded.city });

/** What a column may hold at prediction and did not in training. */
export const strange: Table = table({
  plan: [null, "__proto__", "pro", "Basic"],
  city: ["city 1", null, "nowhere", "constructor"],
});

export const half: Target = { task: "classes", classes: [0, 1], codes: Int32Array.from(recorded.half) };
export const kinds: Target = { task: "classes", classes: ["a", "b", "c"], codes: Int32Array.from(recorded.kinds) };
export const amount: Target = { task: "numbers", values: Float64Array.from(recorded.amount) };
