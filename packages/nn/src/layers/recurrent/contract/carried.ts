import { isTensor, type Shape, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";
import type { Layer, Shapes } from "../../contract/layer.ts";

/** What a recurrent net hands from step to step: one tensor [N, H], or several by name. */
export type Carried = Tensor | { readonly [name: string]: Tensor };

/** A sequence, and the state to begin with: zeros unless given. */
export interface Begun<S> {
  readonly x: Tensor;
  readonly state?: S | undefined;
}

/** What came out, and the state after the last step. */
export interface Ended<S> {
  readonly y: Tensor;
  readonly state: S;
}

/** A layer that walks over the steps of a sequence, and can be had in the other direction. */
export interface RecurrentLayer extends Layer {
  readonly reversed: () => RecurrentLayer;
}

/** The same, which takes the state to begin with and gives the one it ends with. */
export interface StatefulLayer<S> extends Layer<Tensor | Begun<S>, Ended<S>> {
  readonly reversed: () => StatefulLayer<S>;
}

/** Is it given with a state, or alone? */
export const begunOf = <S>(given: Tensor | Begun<S>): Begun<S> => (isTensor(given) ? { x: given } : given);

/** The shape of the sequence, shapes being without the batch; a record is for layers that carry their state only. */
export const shapeOfSequence = (kind: string, given: Shapes | { readonly x: Shape }, state: boolean): Shape => {
  const shapes = given as Shapes;
  const isRecord = !Array.isArray(shapes);
  if (!isRecord) return shapes as Shape;
  const { x } = shapes as { readonly x?: Shape };
  if (state && x) return x;
  throw new ModelError(
    "shape",
    `${kind} needs ${state ? "a sequence, or { x, state }" : "a sequence"}: got { ${Object.keys(shapes).join(", ")} }.`,
    { remedy: state ? "Name the sequence x." : `A state is taken and given by ${kind}(…, { state: true }).` },
  );
};

/** The parts of a state, in order; each must be as it will be after a step. */
export const partsOfState = (kind: string, names: readonly string[], state: Carried, shape: Shape): Tensor[] => {
  const parts = names.length === 1 ? [state] : names.map((name) => (state as Readonly<Record<string, Tensor>>)[name]);
  if (parts.every((part) => isTensor(part) && part.shape.join() === shape.join())) return parts as Tensor[];
  const wanted = `[${["N", ...shape.slice(1)].join(", ")}]`;
  throw new ModelError(
    "shape",
    `${kind} begins with ${names.length === 1 ? `a state ${wanted}` : `{ ${names.join(", ")} } of ${wanted} each`}: got ${shown(state)}.`,
    { remedy: "Take the state of a layer of as many units, or bring it to that width with a dense layer." },
  );
};

const shown = (state: Carried): string =>
  isTensor(state)
    ? `[${["N", ...state.shape.slice(1)].join(", ")}]`
    : `{ ${Object.entries(state)
        .map(([name, part]) => `${name}: ${shown(part)}`)
        .join(", ")} }`;

/** A state of its parts: by name, unless there is one. */
export const ofParts = <T>(names: readonly string[], parts: readonly T[]): T | Readonly<Record<string, T>> =>
  names.length === 1 ? parts[0]! : Object.fromEntries(names.map((name, i) => [name, parts[i]!]));
