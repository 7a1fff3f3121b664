import type { LiveTrial } from "@kaviar/tune";

/** (x − 1)², with its derivative. */
export default async ({ x }: { x: number }, trial: LiveTrial): Promise<number> => {
  await trial.hypergradient(() => ({ x: 2 * (x - 1) }));
  return (x - 1) ** 2;
};
