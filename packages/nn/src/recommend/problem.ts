import { ModelError } from "../error.ts";
import type { Facts, InputsFacts, TargetFacts } from "./facts.ts";
import type { RecommendTask } from "./recommendation.ts";

/** How numbers to be predicted lie. */
interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly median: number;
  /** 1.4826 median |y − ỹ|: the deviation of normal numbers, whatever a few far ones are. (Hampel 1974) */
  readonly usual: number;
  /** How many are more than so many usual deviations from the median. */
  readonly far: number;
}

/** What is to be learned from what: all that choices are made by. */
export interface Problem {
  readonly task: RecommendTask;
  readonly x: InputsFacts;
  readonly rows: number;
  /** Numbers that the model puts out for a row. */
  readonly outputs: number;
  /** The share of each class, where there are classes. */
  readonly classShares: readonly number[] | undefined;
  /** Whether classes are rows of zeros and a one. */
  readonly isOneHot: boolean;
  readonly spread: Spread | undefined;
}

/** Beyond so many usual deviations a target is far from all others, in at most such a share of rows: as `lint` has it. */
const farDeviations = 15;
export const mostFar = 0.05;

export const problemOf = ({ x, y }: Facts, task: RecommendTask): Problem => {
  if (task === "autoencoder" || y === undefined) return toGiveBack(x);
  const isOneHot = task === "classes" && y.width > 1;
  const numbers = isOneHot ? classNumbers(y) : y.values;
  const outputs = task === "classes" ? (y.names?.length ?? (isOneHot ? y.width : 1 + largest(numbers))) : y.width;
  const hasClasses = task === "binary" || task === "classes" || task === "signs";
  return {
    task,
    x,
    rows: x.rows,
    outputs: hasClasses && task !== "classes" ? 1 : outputs,
    classShares: hasClasses ? sharesOf(numbers, Math.max(2, outputs)) : undefined,
    isOneHot,
    spread: task === "numbers" || task === "counts" ? spreadOf(numbers) : undefined,
  };
};

const toGiveBack = (x: InputsFacts): Problem => {
  if (x.kind !== "table") {
    throw new ModelError(
      "data",
      `\`recommend\` knows autoencoders of rows of numbers: got ${x.kind} [${x.shape.join(", ")}].`,
      {
        remedy:
          x.kind === "images" ? "Give each image as one row of pixels." : "Give y, or each row as a list of numbers.",
      },
    );
  }
  if (isUnscaled(x)) {
    throw new ModelError(
      "data",
      `An autoencoder gives back inputs of one scale: a column goes as far as ${Number(x.reach.toPrecision(3))}, and would be all that counts.`,
      { remedy: "Bring each column to mean 0 and deviation 1, (x − μ)/σ, or to 0…1." },
    );
  }
  const outputs = x.shape[0]!;
  return { task: "autoencoder", x, rows: x.rows, outputs, classShares: undefined, isOneHot: false, spread: undefined };
};

/** Whether features are far from a scale of 1, or from that of each other: as `lint` has it, and more careful. */
export const isUnscaled = ({ reach, spread }: InputsFacts): boolean =>
  reach > 5 || reach < 0.05 || (reach > 1 && spread > 100);

const largest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
};

const classNumbers = ({ values, width }: TargetFacts): Int32Array =>
  Int32Array.from({ length: values.length / width }, (_, row) => {
    let at = 0;
    while (values[row * width + at] !== 1) at++;
    return at;
  });

const sharesOf = (numbers: ArrayLike<number>, classes: number): readonly number[] => {
  const counts = new Array<number>(classes).fill(0);
  // Signs are −1 and 1.
  for (let i = 0; i < numbers.length; i++) counts[Math.max(0, numbers[i]!)]!++;
  return counts.map((count) => count / numbers.length);
};

const spreadOf = (values: ArrayLike<number>): Spread => {
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2 / sorted.length, 0));
  const median = sorted[sorted.length >> 1]!;
  const away = sorted.map((value) => Math.abs(value - median)).sort();
  const usual = 1.4826 * away[away.length >> 1]!;
  const far = usual > 0 ? away.filter((distance) => distance > farDeviations * usual).length : 0;
  return { mean, deviation, median, usual, far };
};
