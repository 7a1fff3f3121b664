/** What runs inside the browser: the conformance cases, without a test runner. */
import { configure, tensor } from "@kaviar/tensor";
import { engineCases, type Need, runtimeCases } from "@kaviar/tensor/conformance";
import { runtimeFor } from "@kaviar/tensor/evaluation/settings";
import { runTrees } from "../files/trees.ts";
import { compute } from "./computation.ts";

export interface PageSettings {
  readonly device: "cpu" | "webgpu";
  readonly threads: number;
  readonly wasmUrl?: string;
}

export interface Outcome {
  readonly name: string;
  /** Nothing when the law is kept. */
  readonly error?: string;
}

/** All cases, but those that need what the device lacks. */
const conform = async ({ device, threads }: PageSettings, lacks: readonly Need[]): Promise<Outcome[]> => {
  const cases = [...runtimeCases(runtimeFor(device), { threads: [threads] }), ...engineCases({ device, threads })];
  const outcomes: Outcome[] = [];
  for (const { name, needs = [], run } of cases) {
    if (needs.some((need) => lacks.includes(need))) continue;
    const failure: unknown = await run().then(
      () => undefined,
      (error: unknown) => error,
    );
    outcomes.push(failure === undefined ? { name } : { name, error: String(failure) });
  }
  return outcomes;
};

/** The message that a trivial computation ends with. */
const failure = (): Promise<string | undefined> =>
  tensor([1])
    .neg()
    .data()
    .then(
      () => undefined,
      (error: Error) => error.message,
    );

Object.assign(globalThis, { page: { start: configure, conform, compute, failure, runTrees } });
