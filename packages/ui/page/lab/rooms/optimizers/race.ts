import type { LinkState } from "@kaviar/nn";
import { compile, data, fold, isTensor, key, normal, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { chosenPlace } from "../../terrain/chosen-place.ts";
import { heightsOf } from "../../terrain/heights.ts";
import { ofPoint, type Surface, surfaceNamed } from "../../terrain/surfaces.ts";
import { type RaceChoices, racersOf } from "./choices.ts";
import { type OptimizerName, optimizers } from "./optimizers.ts";

export type Pair = readonly [x: number, y: number];

/** One racer at one step: where it is, and what it goes on by. */
export interface Moment {
  readonly at: Pair;
  readonly loss: number;
  /** The slope there, with its noise. */
  readonly gradient: Pair;
  /** What the optimizer keeps, by its name in the engine, once it has heard this gradient. */
  readonly kept: Readonly<Record<string, Pair>>;
}

/** How a racer's way ends before the last step. */
export type Ending = "arrived" | "left";

export interface Racer {
  readonly name: OptimizerName;
  readonly way: readonly Moment[];
  readonly ended?: Ending;
}

export interface RaceView {
  readonly step: number;
  readonly heights: Float64Array;
  readonly racers: readonly Racer[];
}

/** Loss above the least at which a racer has arrived. */
export const arrivedAt = 1e-9;

/** All racers go down from one start, a step after the other, each by the same noise. */
export async function* race(chosen: RaceChoices): AsyncGenerator<() => RaceView, void, void> {
  const surface = surfaceNamed(chosen.surface);
  const names = racersOf(chosen);
  const links = names.map((name) => optimizers[name].make(chosen[name], chosen.beta));
  const heights = await heightsOf(surface);
  const look = valueAndGrad(({ at }: Point) => ofPoint(surface)(at as never) as unknown as Tensor);
  const advance = compile(
    (runs: readonly Run[], step: Tensor, steps: Tensor, noise: Tensor<"float64">, seed: Tensor<"int32">) => {
      const shake = normal(fold(key(seed), step.cast("int32")), [2], { dtype: "float64" }).mul(noise);
      return runs.map(({ point, state }, i) => {
        const [loss, slope] = look(point);
        const gradient = { at: slope.at.add(shake as unknown as Tensor) };
        const moment = { step, steps, stepsPerEpoch: steps, loss, key: key(0) };
        const [update, next] = links[i]!.update(gradient, state, point, moment);
        return { loss, gradient, point: { at: point.at.add(update.at as Tensor) }, state: next };
      });
    },
  );
  const start = { at: tensor(Float64Array.from(chosenPlace(chosen))) as unknown as Tensor };
  let runs: readonly Run[] = links.map((link) => ({ point: start, state: link.init(start) }));
  const racers: { name: OptimizerName; way: Moment[]; ended?: Ending }[] = names.map((name) => ({ name, way: [] }));
  for (let step = 0; step <= chosen.steps; step++) {
    if (racers.length > 0) {
      const next = advance(
        runs,
        tensor(step),
        tensor(chosen.steps),
        tensor(chosen.noise, { dtype: "float64" }),
        tensor(chosen.seed, { dtype: "int32" }),
      );
      const seen = await data({
        before: runs.map(({ point }) => point.at),
        after: next.map(({ loss, gradient, state }) => ({ loss, gradient: gradient.at, kept: keptIn(state) })),
      });
      runs = next;
      for (const [i, racer] of racers.entries()) {
        if (racer.ended !== undefined) continue;
        const { loss, gradient, kept } = seen.after[i]! as unknown as Numbers;
        const moment = {
          at: pairOf(seen.before[i]! as never),
          loss: loss[0]!,
          gradient: pairOf(gradient),
          kept: Object.fromEntries(Object.entries(kept).map(([name, numbers]) => [name, pairOf(numbers)])),
        };
        const ended = endingOf(moment, surface, chosen.noise);
        if (ended !== undefined) racer.ended = ended;
        if (Number.isFinite(moment.loss)) racer.way.push(moment);
      }
    }
    const isOver = racers.every(({ ended }) => ended !== undefined);
    yield () => ({ step, heights, racers: racers.map((racer) => ({ ...racer, way: [...racer.way] })) });
    if (isOver) return;
  }
}

type Point = Readonly<Record<"at", Tensor>>;

interface Run {
  readonly point: Point;
  readonly state: LinkState;
}

interface Numbers {
  readonly loss: Float64Array;
  readonly gradient: Float64Array;
  readonly kept: Readonly<Record<string, Float64Array>>;
}

const pairOf = ([x, y]: Float64Array): Pair => [x!, y!];

/** What the links of an optimizer keep of the point, wherever in the chain: its averages and sums. */
const keptIn = (state: LinkState): Readonly<Record<string, Tensor>> =>
  Object.assign(
    {},
    ...Object.entries(state).map(([name, part]) => {
      if (name === "numbers" || isTensor(part)) return {};
      const { at } = part as { at?: Tensor };
      return at !== undefined && isTensor(at) ? { [name]: at } : keptIn(part as LinkState);
    }),
  );

/** Far outside the picture is no way back; and who stands at the lowest point has nothing left to do, but for noise. */
const endingOf = ({ at, loss }: Moment, surface: Surface, noise: number): Ending | undefined => {
  const { middle, half, lowest, minima } = surface;
  const isOutside = at.some((value, axis) => !(Math.abs(value - middle[axis]!) <= 3 * half));
  if (isOutside || !Number.isFinite(loss)) return "left";
  return noise === 0 && minima.length > 0 && loss - lowest < arrivedAt ? "arrived" : undefined;
};
