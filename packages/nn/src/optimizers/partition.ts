import { withCard } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { listParameters, mapParameters, type Parameters } from "../parameters/parameters.ts";
import { and, or, type Predicate } from "../parameters/predicate.ts";
import { checkOptimizer, descentOf } from "./contract/descent.ts";
import type { Link, LinkState, Moment } from "./contract/link.ts";
import { select } from "./contract/select.ts";
import { afterEpochOf, partsOf, stateOf } from "./contract/side-by-side.ts";

/**
 * Other optimizers for other parameters: each goes to the first whose predicate chooses it.
 *
 * ```ts
 * partition([[under("encoder"), adam({ rate: 1e-5 })], [everything, adam({ rate: 1e-3 })]])
 * ```
 * A parameter that none chooses is an error; to leave it as it is use `freeze`.
 */
export const partition = withCard(
  (parts: readonly (readonly [Predicate, Link])[]): Link => {
    if (parts.length === 0) {
      throw new ModelError("options", "partition needs at least one [predicate, optimizer]: got none.", {
        remedy: "partition([[everything, adam()]])",
      });
    }
    const links = parts.map(([, link]) => link);
    for (const link of links) checkOptimizer(link, "Each part of partition");
    const states = (state: LinkState) => partsOf(links, state);
    const freezing = parts.flatMap(([chooses, { freezes }]) => (freezes ? [and(chooses, freezes)] : []));
    return {
      ...descentOf(links),
      init: (parameters) => stateOf(divide(parameters, parts).map((own, i) => links[i]!.init(own))),
      update: (gradients, state, parameters, at) => {
        const owned = divide(parameters, parts);
        const made = owned.map((own, i) =>
          links[i]!.update(within(gradients, own), states(state)[i]!, own, asPartOf(parameters, at)),
        );
        const updates = unite(
          gradients,
          made.map(([updates]) => updates),
        );
        return [updates, stateOf(made.map(([, next]) => next))];
      },
      ...(freezing.length > 0 ? { freezes: or(...freezing) } : {}),
      ...(links.some(({ predicting }) => predicting)
        ? {
            predicting: (state, parameters) =>
              unite(
                parameters,
                divide(parameters, parts).map((own, i) => links[i]!.predicting?.(states(state)[i]!, own) ?? own),
              ),
          }
        : {}),
      ...afterEpochOf(links),
    } satisfies Link;
  },
  {
    about: {
      name: "Partition",
      formula: "θᵢ ← θᵢ + linkₖ(gᵢ), k the first whose predicate chooses i",
      use: "fine-tuning: a low rate for what is trained already, a high one for the new head",
      pitfall: "a global norm inside of a part is that part's alone: clip before the partition",
      reference: "optax's multi_transform; PyTorch's parameter groups",
      seeAlso: ["only", "freeze", "chain"],
    },
  },
);

/** The parameters of each part. */
const divide = (parameters: Parameters, parts: readonly (readonly [Predicate, Link])[]): Parameters[] => {
  const owner = new Map(
    listParameters(parameters).map((parameter) => [parameter.path, parts.findIndex(([chooses]) => chooses(parameter))]),
  );
  const orphans = [...owner].filter(([, i]) => i < 0).map(([path]) => path);
  if (orphans.length > 0) {
    throw new ModelError(
      "optimizer",
      `partition has an optimizer for each parameter: none chooses ${orphans.join(", ")}.`,
      {
        remedy: "End with [everything, …]; to leave parameters as they are, chain(…, freeze(predicate)).",
      },
    );
  }
  return parts.map((_, i) => select(parameters, (path) => owner.get(path) === i));
};

/** What a link sees that has some of the parameters: the others stay while it asks for the loss elsewhere. */
export const asPartOf = (whole: Parameters, at: Moment): Moment => {
  const { lossAt } = at;
  return lossAt ? { ...at, lossAt: (part) => lossAt(unite(whole, [part])) } : at;
};

/** What `whole` has at the places of `part`. */
export const within = (whole: Parameters, part: Parameters): Parameters => {
  const paths = new Set(listParameters(part).map(({ path }) => path));
  return select(whole, (path) => paths.has(path));
};

/** `whole`, with what the parts have in its place. */
export const unite = (whole: Parameters, parts: readonly Parameters[]): Parameters => {
  const all = new Map<string, Tensor>(
    parts.flatMap((part) => listParameters(part).map(({ path, tensor }) => [path, tensor] as const)),
  );
  return mapParameters((path, own) => all.get(path) ?? own, whole);
};
