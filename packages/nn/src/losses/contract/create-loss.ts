import { type Card, withCard } from "@kaviar/base/card";
import type { OptionReader } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { alignClasses, alignDistribution, alignTarget } from "./align.ts";
import type { Loss, TargetKind } from "./loss.ts";

type Facts<Kind extends TargetKind> = { readonly target: Kind } & Pick<
  Loss,
  "about" | "link" | "least" | "predictionsPerTarget"
>;

const named = (name: string, facts: Facts<TargetKind>, f: (prediction: Tensor, target: Tensor) => Tensor): Loss =>
  Object.defineProperty(withCard(f, facts), "name", { value: name });

/** A loss from its name, what is known of it, and the function, which gets targets shaped and typed as predictions. */
export const createLoss = (
  name: string,
  facts: Facts<Exclude<TargetKind, "classes">>,
  f: (prediction: Tensor, target: Tensor) => Tensor,
): Loss =>
  named(name, facts, (prediction, target) =>
    facts.target === "oneHot"
      ? f(...alignDistribution(name, prediction, target))
      : f(...alignTarget(name, prediction, target, facts.predictionsPerTarget)),
  );

/** A loss of class numbers: the function gets them as int32 with a last axis of length 1, for `takeAlongAxis`. */
export const createSparseLoss = (
  name: string,
  facts: Facts<"classes">,
  f: (scores: Tensor, labels: Tensor<"int32">) => Tensor,
): Loss => named(name, facts, (prediction, target) => f(...alignClasses(name, prediction, target)));

/** A function that makes losses. It says so, since users will give the function itself where a loss belongs. */
export const createLossFactory = <In, Out>(
  read: OptionReader<In, Out>,
  about: Card,
  make: (options: Out) => Loss,
): ((options?: In) => Loss) & { readonly about: Card; readonly makes: "loss" } =>
  Object.defineProperty(
    withCard((given?: In) => make(read(given)), { about, makes: "loss" } as const),
    "name",
    { value: read.owner },
  );
