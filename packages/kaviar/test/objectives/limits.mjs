import { float } from "@kaviar/tune";

export const space = { x: float(0, 1) };

/** Least where a limit is broken. */
export default async ({ x }, trial) => {
  await trial.constraint("memory", 0.5 - x);
  return x;
};
