import { type Card, withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { isTensor, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { remedyOfName } from "../../foreign-names.ts";
import { alignClasses, alignDistribution, alignOutputs, alignTarget } from "./align.ts";
import type { JointLoss, Loss, TargetKind } from "./loss.ts";

type Facts<Kind extends TargetKind> = { readonly target: Kind } & Pick<
  Loss,
  "about" | "link" | "least" | "predictionsPerTarget" | "blank"
>;

/** Refuses to make what is a loss as it stands: `meanSquaredError()`. */
const checkPair = (name: string, prediction: unknown, target: unknown): void => {
  if (isTensor(prediction) && isTensor(target)) return;
  const [first] = typeof prediction === "object" && prediction !== null ? Object.keys(prediction) : [];
  const advice = first === undefined || isTensor(prediction) ? undefined : remedyOfName(name, first, []);
  throw new ModelError(
    "options",
    `${name} is a loss as it stands, of predictions and targets: got ${isTensor(prediction) ? "predictions alone" : shown(prediction)}.`,
    {
      remedy: `Write loss: ${name}, not ${name}().${advice ? ` ${advice}` : ""}`,
    },
  );
};

const named = <F extends (...given: never[]) => Tensor, Known extends object>(name: string, facts: Known, f: F) =>
  Object.defineProperty(withCard(f, facts), "name", { value: name });

/** A loss from its name, what is known of it, and the function, which gets targets shaped and typed as predictions. */
export const createLoss = (
  name: string,
  facts: Facts<"values" | "oneHot" | "binary" | "signs">,
  f: (prediction: Tensor, target: Tensor) => Tensor,
): Loss =>
  named(name, facts, (prediction: Tensor, target: Tensor) => {
    checkPair(name, prediction, target);
    return facts.target === "oneHot"
      ? f(...alignDistribution(name, prediction, target))
      : f(...alignTarget(name, prediction, target, facts.predictionsPerTarget));
  });

/** A loss of class numbers: the function gets them as int32 with a last axis of length 1, for `takeAlongAxis`. */
export const createSparseLoss = (
  name: string,
  facts: Facts<"classes">,
  f: (scores: Tensor, labels: Tensor<"int32">) => Tensor,
): Loss =>
  named(name, facts, (prediction: Tensor, target: Tensor) => {
    checkPair(name, prediction, target);
    return f(...alignClasses(name, prediction, target));
  });

/** A loss of targets that are not shaped after the predictions: the function gets both as they are. */
export const createFreeLoss = <Target = Tensor>(
  name: string,
  facts: Facts<"groups" | "sequences">,
  f: (prediction: Tensor, target: Target) => Tensor,
) => named(name, facts, f);

/** A loss of several named outputs together. */
export const createJointLoss = <const Output extends string>(
  name: string,
  outputs: readonly Output[],
  facts: Facts<"signs" | "none">,
  f: (prediction: { readonly [Name in Output]: Tensor }, target: Tensor) => Tensor,
): JointLoss =>
  named(name, { ...facts, outputs }, (prediction: Readonly<Record<string, Tensor>> | Tensor, target?: Tensor) =>
    f(alignOutputs(name, outputs, prediction), target as Tensor),
  );

/** A function that makes losses. It says so, since users will give the function itself where a loss belongs. */
export const createLossFactory = <In, Out, Made>(
  read: OptionReader<In, Out>,
  about: Card,
  make: (options: Out) => Made,
): ((options?: In) => Made) & { readonly about: Card; readonly makes: "loss" } =>
  Object.defineProperty(
    withCard(
      (given?: In): Made => {
        const options = read(given);
        return Object.defineProperty(make(options) as object, "options", { value: options }) as Made;
      },
      { about, makes: "loss" } as const,
    ),
    "name",
    { value: read.owner },
  );
