import { availableParallelism } from "node:os";

/** What numeric libraries read to know how many threads they may start. */
const variables = [
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "MKL_NUM_THREADS",
  "VECLIB_MAXIMUM_THREADS",
  "NUMEXPR_NUM_THREADS",
  "RAYON_NUM_THREADS",
  "UV_THREADPOOL_SIZE",
];

/**
 * The environment of one of several workers: each gets its share of the cores, or they would fight for them. What the
 * user has set stays.
 */
export const boundedThreads = (workers: number, environment = process.env, cores = availableParallelism()) => {
  const share = String(Math.max(1, Math.floor(cores / workers)));
  return { ...Object.fromEntries(variables.map((name) => [name, share])), ...environment };
};
