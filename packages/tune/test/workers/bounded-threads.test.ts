import { expect, it } from "vitest";
import { boundedThreads } from "../../src/workers/bounded-threads.ts";

it("gives each worker its share of the cores, at least one, and leaves what the user has set", () => {
  expect(boundedThreads(4, {}, 10)).toMatchObject({ OMP_NUM_THREADS: "2", UV_THREADPOOL_SIZE: "2" });
  expect(boundedThreads(4, {}, 2)).toMatchObject({ OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" });
  expect(boundedThreads(2, { OMP_NUM_THREADS: "7", PATH: "/bin" }, 8)).toMatchObject({
    OMP_NUM_THREADS: "7",
    MKL_NUM_THREADS: "4",
    PATH: "/bin",
  });
});
