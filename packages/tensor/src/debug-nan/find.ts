import type { AnyTensor, Node, Tensor } from "../core/tensor.ts";
import { createProgram, type Program } from "../graph/program.ts";
import { any } from "../operations/statistics.ts";
import { literal } from "../primitives/constant.ts";
import type { Feed } from "../runtimes/runtime.ts";
import { type AnyElements, isFloat } from "../values/dtype.ts";
import { earliest, nanAncestry, type Spot, type WasSeen } from "./ancestry.ts";
import { type Evidence, nanFromInput, nanMadeBy, nanUnexplained } from "./explain.ts";
import { type Event, type Look, type Sight, type WatchedGraph, watch } from "./watch.ts";

type Run = (program: Program, feeds: readonly Feed[]) => Promise<readonly AnyElements[]>;

/**
 * Looks for the first NaN behind results that hold one, and throws what made it: the graph runs again and reports
 * the first NaN in each of its values. NaN that never reaches a result (masked by `where`) is no fault.
 */
export const findNaN = async (
  program: Program,
  given: readonly Feed[],
  results: readonly AnyElements[],
  run: Run,
): Promise<void> => {
  const { inputs, outputs } = program.graph;
  const withNaN = outputs.filter((_, i) => holdsNaN(results[i]!));
  if (withNaN.length === 0) return;
  const feeds = [...given, ...program.literals];
  const events = await runWatched(watchedProgramOf(program), feeds, run);

  const seen = new Map<Node, Set<AnyTensor>>();
  for (const { what } of events) seen.set(what.node, (seen.get(what.node) ?? new Set()).add(what.tensor));
  const wasSeen: WasSeen = ({ node, tensor }) => seen.get(node)?.has(tensor) ?? false;
  const ancestry = nanAncestry(withNaN, inputs, wasSeen);

  const input = inputs.findIndex((each, i) => ancestry.has(each) && holdsNaN(feeds[i]!.elements));
  if (input >= 0) throw nanFromInput(input, feeds[input]!, input >= given.length);
  const first = earliest(
    events.filter(({ what }) => what.node.outputs.includes(what.tensor) && ancestry.has(what.tensor)),
  );
  if (!first) throw nanUnexplained(withNaN);
  throw nanMadeBy(first, await evidenceOf(first, program, feeds, run));
};

const holdsNaN = (elements: AnyElements): boolean => {
  if (!(elements instanceof Float32Array || elements instanceof Float64Array)) return false;
  for (let i = 0; i < elements.length; i++) if (Number.isNaN(elements[i])) return true;
  return false;
};

const hasNaN = (x: AnyTensor): AnyTensor => any(x.isNaN());

const lookForNaN: Look<Spot> = (node, inputs, outputs) => {
  const floats = outputs.map((output, i) => ({ output, tensor: node.outputs[i]! }));
  const sights = floats
    .filter(({ output }) => isFloat(output.dtype) && output.size > 0)
    .map(({ output, tensor }): Sight<Spot> => ({ what: { node, tensor }, happens: hasNaN(output) }));
  return sights.length > 0 && node.primitive.name === "where" ? [...sights, ...lookAtSides(node, inputs)] : sights;
};

/** What a `where` takes from each side, with zeros for the rest. */
const lookAtSides = (node: Node, inputs: readonly AnyTensor[]): Sight<Spot>[] => {
  const [condition, x, y] = inputs as [Tensor<"bool">, AnyTensor, AnyTensor];
  const zero = literal(0, x.dtype);
  return [
    { what: { node, tensor: node.inputs[1]! }, happens: hasNaN(condition.where(x, zero)) },
    { what: { node, tensor: node.inputs[2]! }, happens: hasNaN(condition.where(zero, y)) },
  ];
};

interface WatchedProgram {
  readonly program: Program;
  readonly read: WatchedGraph<Spot>["read"];
}

const watchProgram = ({ graph }: Program, look: Look<Spot>, valueCount = 0): WatchedProgram => {
  const { report, read } = watch(graph.outputs, graph.inputs, look, valueCount);
  return { program: createProgram(graph.inputs, [report]), read };
};

const runWatched = async ({ program, read }: WatchedProgram, feeds: readonly Feed[], run: Run) => {
  const [report] = await run(program, feeds);
  return read(report as Float64Array);
};

/** The program that reports for another is compiled once; the same one may go wrong again. */
const watchedPrograms = new WeakMap<Program, WatchedProgram>();

const watchedProgramOf = (program: Program): WatchedProgram => {
  const known = watchedPrograms.get(program);
  if (known) return known;
  const watched = watchProgram(program, lookForNaN);
  watchedPrograms.set(program, watched);
  return watched;
};

/** Runs once more to see what the operation had before it at that moment. */
const evidenceOf = async (
  { what: { node, tensor }, loops }: Event<Spot>,
  program: Program,
  feeds: readonly Feed[],
  run: Run,
): Promise<Evidence | undefined> => {
  const look: Look<Spot> = (each, inputs, outputs) => {
    if (each !== node) return [];
    const output = outputs[node.outputs.indexOf(tensor)]!;
    const ranges = inputs.flatMap((x) =>
      x.size > 0 && x.dtype !== "bool" ? [x.min(), x.max()] : [literal(0, "float64"), literal(0, "float64")],
    );
    return [
      { what: { node, tensor }, happens: hasNaN(output), values: [output.isNaN().cast("float64").sum(), ...ranges] },
    ];
  };
  const events = await runWatched(watchProgram(program, look, 1 + 2 * node.inputs.length), feeds, run);
  const values = events.find((event) => event.loops.every((loop, i) => loop === loops[i]))?.values;
  return values && { nans: values[0]!, ranges: node.inputs.map((_, i) => [values[1 + 2 * i]!, values[2 + 2 * i]!]) };
};
