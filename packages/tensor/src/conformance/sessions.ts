import { listOf, type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../errors/options.ts";
import type { Runtime, Session } from "../runtimes/runtime.ts";
import { bitCases } from "./bits.ts";
import type { ConformanceCase } from "./check.ts";
import { lifeCases } from "./life.ts";
import { loopCases } from "./loops.ts";
import type { RunOnce } from "./running.ts";
import { valueCases } from "./values.ts";

const readOptions = options("runtimeCases", {
  /** The numbers of threads to run with; where a process can have one only, that one. */
  threads: listOf(whole(1)).default([1, 2]),
});

/**
 * The laws that every runtime keeps, as cases to hand to a test runner:
 *
 * ```ts
 * describe("my runtime", () => {
 *   for (const { name, run } of runtimeCases(myRuntime)) it(name, run);
 * });
 * ```
 */
export const runtimeCases = (runtime: Runtime, given?: OptionsOf<typeof readOptions>): ConformanceCase[] => {
  const { threads } = readOptions(given);
  /** A session for the time of `use`. */
  const using = async <T>(
    bytes: Uint8Array,
    use: (session: Session) => Promise<T>,
    count = threads[0]!,
  ): Promise<T> => {
    const session = await runtime.load(bytes, { threads: count });
    try {
      return await use(session);
    } finally {
      await session.release();
    }
  };
  const runOnce: RunOnce = (bytes, feeds, outputs = ["y"], count = threads[0]!) =>
    using(bytes, async (session) => (await session.run(feeds, outputs)).map(({ elements }) => elements), count);
  return [
    ...valueCases(runOnce),
    ...loopCases(runOnce),
    ...bitCases(runOnce, threads),
    ...lifeCases(runtime, threads[0]!, using),
  ];
};
