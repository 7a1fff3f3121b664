import { compile, data, type Settings, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import type { Pass } from "../data/source.ts";
import type { Chart } from "../doctor/chart/chart.ts";
import type { Checkup } from "../doctor/checkup/checkup.ts";
import { layersByPath } from "../doctor/checkup/layers-by-path.ts";
import { readVitals, type VitalsPlan, vitalsOf } from "../doctor/checkup/vitals.ts";
import type { DynamicCode, TrainingFinding } from "../doctor/contract/finding.ts";
import { diagnose, type FirstSeen, type RuleChoice } from "../doctor/diagnose.ts";
import type { Extent } from "../step/extent.ts";
import type { StepView } from "../step/probe.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Plan } from "./plan.ts";
import { takeStep } from "./take-step.ts";

/** What shows in a network whatever its loss is: how a loss of your own should go, nobody here knows. */
const knowable: ReadonlySet<DynamicCode> = new Set([
  "symmetric-units",
  "exploding-gradient",
  "dying-relu",
  "saturation",
  "vanishing-gradient",
  "dead-units",
]);

/** Steps between two checkups: one costs about two. */
const between = 60;

export type Doctor = (run: RunState, steps: number) => Promise<readonly TrainingFinding[]>;

/** Looks into each network between epochs: at a step on rows of its own, which the run does not take. */
export const createDoctor = (
  plan: Plan,
  begun: ReadonlyMap<string, Begun>,
  { set, order }: Pass,
  { batch, extent, choice }: { readonly batch: number; readonly extent: Extent; readonly choice: RuleChoice },
  settings: Partial<Settings>,
): Doctor => {
  const networks = plan.names.filter((name) => plan.optimizers[name]);
  const layers = new Map(networks.flatMap((name) => [...layersByPath(plan.layers[name]!, name)]));
  let vitals: VitalsPlan | undefined;
  const look = compile((run: RunState, all: Structure, places: Tensor<"int32">, at: Extent): Structure => {
    const probe = (view: StepView) => {
      const found = vitalsOf(view, (path) => layers.get(path)?.kind);
      vitals = found.plan;
      return { numbers: found.numbers };
    };
    const [, { probes }] = takeStep(plan, begun, run, gatherRows(all, places), at, probe);
    return probes.numbers as Tensor;
  }, settings);
  const rows = tensor(order.subarray(0, batch));
  const checkups: Checkup[] = [];
  const seen = new Map<string, FirstSeen>();
  let findings: readonly TrainingFinding[] = [];
  const isDue = (steps: number): boolean => {
    const last = checkups.at(-1)?.step;
    return last === undefined || steps >= Math.min(2 * last, last + between);
  };
  return async (run, steps) => {
    if (!isDue(steps)) return findings;
    const numbers = (await data(look(run, set.x, rows, extent) as Tensor)) as unknown as Float32Array;
    checkups.push({ step: steps, ...nothingOfLoss, ...readVitals(vitals!, numbers) });
    findings = networks.flatMap((name) => {
      const chart = chartOf(name, layers, checkups, order.length, batch);
      const before = seen.get(name) ?? new Map();
      const found = diagnose(chart, { ...choice, rules: choice.rules.filter((code) => knowable.has(code)) }, before);
      const since = (code: DynamicCode): number => before.get(code) ?? steps;
      seen.set(name, new Map(found.findings.map(({ code }) => [code, since(code)])));
      return found.findings.map((finding) => ({
        ...finding,
        since: finding.since || since(finding.code),
      }));
    });
    return findings;
  };
};

const nothingOfLoss = { loss: Number.NaN, settledLoss: Number.NaN, penalty: 0, named: [] } as const;

/** A chart of one network: without losses, so that nothing is said of how the run is doing. */
const chartOf = (
  name: string,
  layers: Chart["layers"],
  checkups: readonly Checkup[],
  rows: number,
  batch: number,
): Chart => {
  const isOwn = ({ path }: { readonly path: string }): boolean => path === name || path.startsWith(`${name}/`);
  return {
    layers: new Map([...layers].filter(([path]) => isOwn({ path }))),
    classShares: undefined,
    baseline: undefined,
    inputs: undefined,
    validationInputs: undefined,
    rows,
    batch,
    plannedSteps: Number.NaN,
    hasPenalty: false,
    hasClassWeights: false,
    losses: [],
    epochs: [],
    landscapes: [],
    checkups: checkups.map((checkup) => ({
      ...checkup,
      parameters: checkup.parameters.filter(isOwn),
      outputs: checkup.outputs.filter(isOwn),
    })),
  };
};
