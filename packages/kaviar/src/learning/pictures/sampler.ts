import {
  auto,
  cmaes,
  coarseToFine,
  createStudy,
  float,
  gp,
  grid,
  nsga2,
  nsga3,
  quasiRandom,
  random,
  type Sampler,
  tpe,
  trustRegion,
} from "@kaviar/tune";
import type { Panel } from "../draw/panel.ts";

const trials = 30;

/** Those that go by the values of one function of two numbers, or by none. */
const samplers: Readonly<Record<string, () => Sampler>> = {
  auto,
  cmaes,
  coarseToFine,
  gp,
  grid: () => grid({ resolution: 5 }),
  nsga2,
  nsga3,
  quasiRandom,
  random,
  tpe,
  trustRegion,
};

/** The first points that a sampler asks for, where the least value is at (0.7, 0.3). */
export const samplerPicture = async (key: string): Promise<Panel[] | undefined> => {
  const sampler = samplers[key]?.();
  if (!sampler) return undefined;
  const study = await createStudy({ sampler, seed: 1 });
  await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x, y }) => (x - 0.7) ** 2 + (y - 0.3) ** 2, { trials });
  const seen = study.trials.map(({ params }) => [Number(params.x), Number(params.y)] as const);
  const title = `${key}: ${seen.length} trials, best at (0.7, 0.3)`;
  return [{ title, axis: "x", shape: "points", range: [0, 1], height: [0, 1], points: seen }];
};
