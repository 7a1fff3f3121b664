import { tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import { classWeights } from "../splits/class-weights.ts";
import { classLabels } from "./class-labels.ts";
import type { DataSet } from "./data-set.ts";

/** How much rows of a class count: by class, or "balanced" (each class as much as any other). */
export type ClassWeights = "balanced" | { readonly [label: string]: number };

/** The set with each row counted in the training loss by the weight of its class; metrics and validation go on counting rows. "balanced" is n / (classes · rows of the class), on training rows. */
export const classWeightsOf = async (
  set: DataSet,
  given: ClassWeights | undefined,
  loss: Losses,
  training: Int32Array,
): Promise<DataSet> => {
  if (!given) return set;
  const labels = await classLabels(set.y, loss);
  if (!labels) {
    throw new ModelError("options", "`classWeights` needs targets that are classes: these are not.", {
      remedy: "Weight rows one by one: train(model, { x, y, weights }, …).",
    });
  }
  const { ignored } = loss as Partial<Loss>;
  const seen = Array.from(training, (row) => labels[row]!).filter((label) => label !== ignored);
  const byClass = byNumber(
    given === "balanced" ? classWeights(given, seen) : given,
    given === "balanced" ? undefined : set.classes,
  );
  if (given !== "balanced" && !set.classes) checkAreThere([...byClass.keys()], labels);
  if (set.weights && set.weights.rank > 1) {
    throw new ModelError("options", "`classWeights` weighs rows: got weights of steps beside it.", {
      remedy: "Put the weight of each step's class into the weights of the steps.",
    });
  }
  const own = set.weights && (await set.weights.data());
  const weights = Float32Array.from({ length: set.rows }, (_, i) => (byClass.get(labels[i]!) ?? 1) * (own?.[i] ?? 1));
  return { ...set, importance: tensor(weights) };
};

/** The weight of a class without a row would weigh nothing, and nobody would be told. */
const checkAreThere = (weighted: readonly number[], labels: ArrayLike<number>): void => {
  const there = new Set(Array.from(labels));
  const odd = weighted.find((label) => !there.has(label));
  if (odd === undefined) return;
  const list = [...there].sort((a, b) => a - b);
  throw new ModelError("options", `\`classWeights\` names classes that rows have: no row is of class ${odd}.`, {
    remedy: `There are ${list.slice(0, 20).join(", ")}${list.length > 20 ? ", …" : ""}.`,
  });
};

const byNumber = (given: { readonly [label: string]: number }, classes?: readonly string[]): Map<number, number> =>
  new Map(
    Object.entries(given).map(([label, weight]) => {
      const number = classes ? classes.indexOf(label) : Number(label);
      if (!Number.isInteger(number) || number < 0 || !(weight >= 0)) {
        throw new ModelError("options", `\`classWeights\` gives classes numbers ≥ 0: got ${label}: ${weight}.`, {
          ...(classes ? { remedy: `The classes are ${classes.join(", ")}.` } : {}),
        });
      }
      return [number, weight];
    }),
  );
