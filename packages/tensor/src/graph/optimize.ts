import type { AnyTensor } from "../tensor.ts";
import { choose } from "./choose.ts";
import { fuse } from "./fuse.ts";
import { hoist } from "./hoist.ts";
import { lead } from "./lead.ts";
import { pack } from "./pack.ts";
import { type PrepareOptions, prepare } from "./prepare.ts";
import { prune } from "./prune.ts";
import { regroup } from "./regroup.ts";
import { sink } from "./sink.ts";
import { steady } from "./steady.ts";

type Pass = (
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  options: PrepareOptions,
) => readonly AnyTensor[];

/** In this order: each pass finds what the ones before it have laid open. */
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
];

/** The same values from a graph that runs faster. `given` are the tensors that stand for inputs. */
export const optimize = (
  outputs: readonly AnyTensor[],
  given: readonly AnyTensor[],
  options: PrepareOptions = {},
): readonly AnyTensor[] => passes.reduce((current, pass) => pass(current, given, options), outputs);
