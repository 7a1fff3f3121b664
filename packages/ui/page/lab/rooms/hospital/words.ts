import { formatNumber } from "@kaviar/page";
import { tableOf } from "../../rows/table.ts";
import type { Plan } from "./plan.ts";

const beginnings: { readonly [Name in Plan["begins"]]: string } = {
  fitting: "drawn as fits the activation",
  large: "drawn with deviation 1",
  tooLarge: "drawn with deviation 3",
  alike: "all 0.1",
};

/** What stands in the papers of a run: what it learns from, what it is, and how it is trained. */
export const papersOf = (
  plan: Plan,
): readonly { readonly title: string; readonly says: string; readonly of?: string }[] => {
  const { hidden, activation, optimizer, rate, batch, begins, rows, held } = plan;
  const { width, classes, x, y } = tableOf(plan.data, rows);
  const deviations = Array.from({ length: width }, (_, column) =>
    deviation(x.filter((_, at) => at % width === column)),
  );
  const [low, high] = [Math.min(...deviations), Math.max(...deviations)].map(formatNumber);
  const count = Math.round(held * rows);
  return [
    { title: "rows", of: "validation", says: `${rows - count} to learn from, ${count} held out` },
    { title: "inputs", of: "data-scaling", says: `${width} columns, deviations from ${low} to ${high}` },
    {
      title: "targets",
      says:
        classes === undefined
          ? `a value, deviation ${formatNumber(deviation(y))}`
          : `${classes} classes: ${sharesOf(y, classes).map(percent).join(", ")}`,
    },
    {
      title: "net",
      of: "neural-network",
      says: [width, ...hidden.map((units) => `${units} ${activation}`), classes ?? 1].join(" → "),
    },
    { title: "weights begin", of: "initialization", says: beginnings[begins] },
    { title: "trained by", of: optimizer, says: `${optimizer} at rate ${rate}, batches of ${batch}` },
  ];
};

/** √(E[x²] − E[x]²) */
const deviation = (values: ArrayLike<number>): number => {
  const { length } = values;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < length; at++) {
    sum += values[at]!;
    squares += values[at]! ** 2;
  }
  return Math.sqrt(squares / length - (sum / length) ** 2);
};

const sharesOf = (y: readonly number[], classes: number): readonly number[] =>
  Array.from({ length: classes }, (_, name) => y.filter((each) => each === name).length / y.length);

export const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;
