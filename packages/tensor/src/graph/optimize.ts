import type { AnyTensor } from "../core/tensor.ts";
import { choose } from "./passes/choose.ts";
import { fuse } from "./passes/fuse.ts";
import { hoist } from "./passes/hoist.ts";
import { lead } from "./passes/lead.ts";
import { pack } from "./passes/pack.ts";
import { type PrepareOptions, prepare } from "./passes/prepare.ts";
import { prune } from "./passes/prune.ts";
import { regroup } from "./passes/regroup.ts";
import { sink } from "./passes/sink.ts";
import { steady } from "./passes/steady.ts";
import { tails } from "./passes/tails.ts";

type Pass = (
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  options: PrepareOptions,
) => readonly AnyTensor[];

/** The passes in their order: each relies on what the ones before it have simplified. */
const passes: readonly Pass[] = [
  choose,
  prepare,
  prune,
  steady,
  lead,
  regroup,
  hoist,
  sink,
  prune,
  pack,
  prepare,
  fuse,
  hoist,
  prune,
  tails,
];

/** The same values from a graph that runs faster. `given` are the tensors that stand for inputs. */
export const optimize = (
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  options: PrepareOptions = {},
): readonly AnyTensor[] => passes.reduce((current, pass) => pass(current, given, options), outputs);
