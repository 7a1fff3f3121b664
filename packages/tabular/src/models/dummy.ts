import { either, finite, flag, type OptionsOf, oneOf, part, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { createModel } from "../contract/model.ts";
import { type ClassTarget, type NumberTarget, withoutTarget } from "../contract/target.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { classShares } from "./contract/class-totals.ts";
import { everyRow } from "./contract/every-row.ts";
import { sampleQuantile } from "./contract/sample-quantile.ts";

const forClasses = ["prior", "mostFrequent", "uniform", "constant"] as const;
const forNumbers = ["mean", "median", "quantile", "constant"] as const;

const read = options("dummy", {
  /**
   * For classes: `prior`, each class as likely as it was frequent; `mostFrequent`, surely the most frequent one;
   * `uniform`; `constant`. For numbers: `mean`, `median`, `quantile`, `constant`. Unless said, `prior` and `mean`.
   */
  strategy: oneOf("prior", "mostFrequent", "uniform", "mean", "median", "quantile", "constant").optional(),
  /** What the strategy `constant` always says: a class or a number. */
  constant: either(either(finite, text), flag).optional(),
  /** Which quantile the strategy `quantile` says: 0.5 is the median. */
  quantile: part.optional(),
});

export type DummyOptions = OptionsOf<typeof read>;

/** The numbers that each row gets. */
interface DummyState {
  readonly answer: Float64Array;
}

const foreign = (strategy: string, task: string, ones: readonly string[]): TableError =>
  new TableError("options", `dummy's strategy \`${strategy}\` is none for ${task}.`, {
    remedy: `For ${task} there are ${ones.map((one) => `\`${one}\``).join(", ")}.`,
  });

const needed = (strategy: string): TableError =>
  new TableError("options", `dummy's strategy \`${strategy}\` needs the option \`${strategy}\`.`);

const certain = (classes: number, chosen: number): Float64Array => {
  const answer = new Float64Array(classes);
  answer[chosen] = 1;
  return answer;
};

const classAnswer = (
  target: ClassTarget,
  weights: Float64Array | undefined,
  { strategy = "prior", constant }: DummyOptions,
): Float64Array => {
  const { classes } = target;
  switch (strategy) {
    case "prior":
      return classShares(target, weights);
    case "mostFrequent": {
      const shares = classShares(target, weights);
      return certain(classes.length, shares.indexOf(Math.max(...shares)));
    }
    case "uniform":
      return new Float64Array(classes.length).fill(1 / classes.length);
    case "constant": {
      if (constant === undefined) throw needed(strategy);
      const chosen = classes.indexOf(constant);
      if (chosen >= 0) return certain(classes.length, chosen);
      throw new TableError("options", `dummy's \`constant\` is a class of the target: got ${shown(constant)}.`, {
        remedy: `The classes are ${classes.slice(0, 10).map(shown).join(", ")}${classes.length > 10 ? ", …" : ""}.`,
      });
    }
    default:
      throw foreign(strategy, "classes", forClasses);
  }
};

const numberAnswer = (
  { values }: NumberTarget,
  weights: Float64Array | undefined,
  { strategy = "mean", constant, quantile }: DummyOptions,
): number => {
  switch (strategy) {
    case "mean": {
      let [sum, total] = [0, 0];
      for (let row = 0; row < values.length; row++) {
        const weight = weights ? weights[row]! : 1;
        sum += weight * values[row]!;
        total += weight;
      }
      return sum / total;
    }
    case "median":
      return sampleQuantile(values, 0.5, weights);
    case "quantile":
      if (quantile === undefined) throw needed(strategy);
      return sampleQuantile(values, quantile, weights);
    case "constant":
      if (constant === undefined) throw needed(strategy);
      if (typeof constant === "number") return constant;
      throw new TableError("options", `dummy's \`constant\` is a number for numbers: got ${shown(constant)}.`);
    default:
      throw foreign(strategy, "numbers", forNumbers);
  }
};

/**
 * The same answer for each row, whatever its columns hold: what every other model has to be better than.
 *
 * ```ts
 * await crossValidate(pipeline(dummy()), train, { target: "churned", metrics: [rocAuc] });   // 0.5
 * ```
 * It takes texts and missing values too, since it looks at none. With weights, a quantile is the lowest value that has
 * that share of the weight at or below it; without, it lies between two values where it falls between them.
 */
export const dummy = createModel(
  read,
  {
    name: "Dummy",
    formula: "ŷ = P(class) or mean y",
    use: "the score to beat: what is reached without looking at a column",
    pitfall: "on classes of unequal size its accuracy looks good: compare by rocAuc or balancedAccuracy",
    reference: "Holte 1993",
    seeAlso: ["kNearest", "gaussianNaiveBayes"],
  },
  {
    tasks: ["classes", "numbers"],
    fit: ({ target, weights }, given): DummyState => {
      if (target.task === "anomalies") throw withoutTarget("dummy");
      return {
        answer:
          target.task === "classes"
            ? classAnswer(target, weights, given)
            : Float64Array.of(numberAnswer(target, weights, given)),
      };
    },
    predict: ({ answer }, { rows }) => {
      const all = new Float64Array(rows * answer.length);
      for (let row = 0; row < rows; row++) all.set(answer, row * answer.length);
      return all;
    },
    onnx: ({ answer }, wires, graph) => everyRow(answer, wires, graph),
  },
);
