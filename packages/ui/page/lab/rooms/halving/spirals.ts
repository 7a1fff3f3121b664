import { asTensors } from "../../rows/as-tensors.ts";
import { tableOf } from "../../rows/table.ts";

const [rows, learned] = [400, 300] as const;

/** Two spirals: rows to learn from, and rows to be judged by. */
export const spirals = () => {
  const table = tableOf("spirals", rows);
  return { learned: asTensors(table, 0, learned), held: asTensors(table, learned, rows) };
};
