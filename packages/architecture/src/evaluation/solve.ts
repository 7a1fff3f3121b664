import { fitBag, type LayerLike, type TrainedModel } from "@kaviar/nn";
import { ArchitectureError } from "../error.ts";
import type { Learned } from "./run-cycle.ts";

/** How the last layer of a network is solved, by the kind of the network. */
const solvers: {
  readonly [kind: string]: (network: LayerLike, learned: Learned, seed: number) => Promise<TrainedModel>;
} = {
  embeddingBag: async (network, { x, targets }, seed) => {
    const { kind } = targets;
    const y = kind === "classes" ? targets.codes : { data: targets.values, shape: [targets.values.length, 1] };
    return (await fitBag(network as never, { x, y } as never, { loss: kind, seed })) as never;
  },
};

/** The last layer with the least loss there is; all others as they begin. */
export const solve = (network: LayerLike, learned: Learned, seed: number): Promise<TrainedModel> => {
  const { kind } = network as { readonly kind?: string };
  const solver = kind === undefined ? undefined : solvers[kind];
  if (solver) return solver(network, learned, seed);
  throw new ArchitectureError(
    "space",
    `A network that is solved ends in a layer that can be: got ${kind ?? "a function"}.`,
    {
      remedy: 'Leave `training: "solved"` out of its family.',
    },
  );
};
