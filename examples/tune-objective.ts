/**
 * A module to be tuned: its default export is the objective, and `space` says what may be changed. Here: how a computer that
 * cools down slowly (simulated annealing) finds a short way through sixty cities.
 *
 *   npx kaviar tune examples/tune-objective.ts --trials 30 --workers 2
 *
 * does so in two processes, with a live table; a program does the same below.
 */
import { fileURLToPath } from "node:url";
import { choice, createStudy, float, keyedRandom, type LiveTrial, log, oneMinusLog, type ValuesOf } from "@kaviar/tune";

export const space = {
  hot: log(0.001, 10),
  cooling: oneMinusLog(0.9, 0.99999),
  move: choice({ swap: {}, reverse: {}, both: { reversals: float(0, 1) } }),
};

const chance = keyedRandom(7, 0, "cities");
const cities = Array.from({ length: 60 }, () => [chance(), chance()] as const);
const distances = cities.map(([x, y]) => cities.map(([u, v]) => Math.hypot(x - u, y - v)));
const lengthOf = (tour: readonly number[]) =>
  tour.reduce((sum, city, i) => sum + distances[city]![tour[(i + 1) % tour.length]!]!, 0);

export default async ({ hot, cooling, move }: ValuesOf<typeof space>, trial: LiveTrial): Promise<number> => {
  const random = keyedRandom(1, 0, "annealing");
  const reversals = move.kind === "both" ? move.reversals : move.kind === "reverse" ? 1 : 0;
  let tour = cities.map((_, i) => i);
  let length = lengthOf(tour);
  let temperature = hot;
  for (let step = 1; step <= 20; step++) {
    for (let i = 0; i < 1_000; i++) {
      const [from, to] = [random(), random()].map((u) => Math.floor(u * cities.length)).sort((a, b) => a - b);
      const next = random() < reversals ? reversed(tour, from!, to!) : swapped(tour, from!, to!);
      const longer = lengthOf(next) - length;
      if (longer < 0 || random() < Math.exp(-longer / temperature)) {
        tour = next;
        length += longer;
      }
      temperature *= cooling;
    }
    await trial.report(length, step);
    if (trial.shouldStop) break;
  }
  return length;
};

const swapped = (tour: readonly number[], from: number, to: number): number[] =>
  tour.with(from, tour[to]!).with(to, tour[from]!);

const reversed = (tour: readonly number[], from: number, to: number): number[] => [
  ...tour.slice(0, from),
  ...tour.slice(from, to + 1).reverse(),
  ...tour.slice(to + 1),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const study = await createStudy({ seed: 1 });
  const { best, stopped } = await study.optimize(space, new URL(import.meta.url), {
    trials: 30,
    workers: 2,
    trialTimeout: "10s",
    trialMemory: "1GB",
  });
  const [first] = study.trials;
  console.log(`${stopped}, in two processes`);
  console.log(
    `a way through ${cities.length} cities: ${first!.value!.toFixed(2)} at first, ${best!.value!.toFixed(2)} with`,
  );
  console.log(best!.params);
  for (const { name, importance } of await study.importance())
    console.log(`${name.padEnd(22)} ${Math.round(100 * importance)} %`);
}
