import { didYouMean } from "@kaviar/base/check";
import { isTensor, leavesOf, type Structure, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import type { Said } from "./definition.ts";

/** Refuses the name of a network that there is none of. */
export const checkName = (name: string, names: readonly string[]): void => {
  if (names.includes(name)) return;
  throw new ModelError("options", `A trainer's networks are ${names.join(", ")}: got "${name}".`, {
    remedy: didYouMean(name, names, "Name one of them."),
  });
};

const described = (value: unknown): string => {
  if (isTensor(value)) return `[${value.shape.join(", ")}]`;
  return value instanceof Promise ? "a promise" : value === null ? "null" : typeof value;
};

/** A step is traced, not waited for. */
const noPromise = "It is traced once, before there are numbers: leave out async and await.";

/** What is made small is one number. */
export const checkLoss = (networks: readonly string[], loss: unknown): Tensor => {
  if (isTensor(loss) && loss.rank === 0 && loss.dtype === "float32") return loss as Tensor;
  throw new ModelError(
    "shape",
    `An update makes one number small: the loss of ${networks.join(", ")} is ${described(loss)}.`,
    {
      remedy: isTensor(loss)
        ? "Take the mean over its rows: loss.mean()."
        : loss instanceof Promise
          ? noPromise
          : "Return the loss: () => …mean().",
    },
  );
};

/** What a step says is written down: one number a name. */
export const checkSaid = (what: string, said: unknown): Said => {
  if (said === undefined) return {};
  if (typeof said !== "object" || said === null || isTensor(said) || said instanceof Promise) {
    throw new ModelError("shape", `\`${what}\` returns numbers by name: got ${described(said)}.`, {
      remedy: said instanceof Promise ? noPromise : "return { loss }",
    });
  }
  for (const [name, value] of Object.entries(said)) {
    if (isTensor(value) && value.rank === 0 && value.dtype === "float32") continue;
    throw new ModelError("shape", `\`${what}\` returns numbers by name: ${name} is ${described(value)}.`, {
      remedy: isTensor(value) ? `Take its mean: ${name}.mean().` : "Return tensors of one number, or nothing.",
    });
  }
  return said as Said;
};

/** A network that is no part of its own loss would get no gradient, and nobody would be told. */
export const checkIsCalled = (networks: readonly string[], used: ReadonlySet<string>): void => {
  const left = networks.find((name) => !used.has(name));
  if (left === undefined) return;
  throw new ModelError(
    "layer",
    `An update calls its networks inside of its loss: that of ${networks.join(", ")} does not call ${left}.`,
    {
      remedy: `What is computed before update(…) is a constant to it. Write update("${left}", () => … ${left}(x) …).`,
    },
  );
};

/** Rows of another form than those that a run began with would be missing in the middle of a step. */
export const checkRows = (begun: Structure, given: Structure): void => {
  const show = (rows: Structure): string =>
    isTensor(rows)
      ? "one tensor"
      : `{ ${leavesOf(rows)
          .map(({ path }) => path.join("."))
          .sort()
          .join(", ")} }`;
  if (show(begun) === show(given)) return;
  throw new ModelError("data", `A step takes the rows that its run began with, ${show(begun)}: got ${show(given)}.`, {
    remedy: "Give the same names in each step.",
  });
};
