import { type Compiled, compile, type Settings, type Structure, scan, type Tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { areFinite } from "../step/are-finite.ts";
import type { Extent } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Said } from "./contract/definition.ts";
import type { Plan } from "./plan.ts";
import { takeStep } from "./take-step.ts";

/** What comes out of several steps: what each said, and the losses of each network's updates, stacked. */
export interface ChunkResult {
  readonly said: Said;
  readonly losses: Said;
  /** By network: whether its parameters are finite at the end. */
  readonly finite: Readonly<Record<string, Tensor<"bool">>>;
}

export type Chunk = Compiled<
  [run: RunState, set: Structure, batches: Tensor<"int32">, extent: Extent],
  readonly [RunState, ChunkResult]
>;

/** Several steps as one graph: `batches` is [steps, rows in a batch], numbers of rows in `set`. */
export const createChunk = (plan: Plan, begun: ReadonlyMap<string, Begun>, settings: Partial<Settings>): Chunk =>
  compile((run: RunState, set: Structure, batches: Tensor<"int32">, extent: Extent): [RunState, ChunkResult] => {
    const [next, { said, losses }] = scan(
      (at: RunState, rows: Tensor<"int32">): [RunState, Pick<ChunkResult, "said" | "losses">] => {
        const [after, { said, losses }] = takeStep(plan, begun, at, gatherRows(set, rows), extent);
        return [after, { said, losses }];
      },
      run,
      batches,
    );
    const finite = Object.fromEntries(plan.names.map((name) => [name, areFinite(next.params[name] as Parameters)]));
    return [next, { said, losses, finite }];
  }, settings) as Chunk;
