import { shown } from "@kaviar/base/error";
import { ClusterError } from "../error.ts";
import type { AgentPlan } from "./cluster.ts";

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
const isAmount = (value: unknown): boolean => value === undefined || (Number.isFinite(value) && (value as number) > 0);

/** What a plan has to keep to, each with what is wrong otherwise. */
const laws: readonly (readonly [
  law: string,
  holds: (plan: AgentPlan) => boolean,
  value: (plan: AgentPlan) => unknown,
])[] = [
  ["`agents` is a whole number ≥ 1", ({ agents }) => isCount(agents), ({ agents }) => agents],
  ["`cores` is a whole number ≥ 1", ({ cores }) => isCount(cores), ({ cores }) => cores],
  ["`memory` is a number of bytes > 0", ({ memory }) => isAmount(memory), ({ memory }) => memory],
  ["`time` is a number of milliseconds > 0", ({ time }) => isAmount(time), ({ time }) => time],
  ["`command` has a program", ({ command }) => command.length > 0 && command[0] !== "", ({ command }) => command],
  ["`folder` is a path from the root", ({ folder }) => folder.startsWith("/"), ({ folder }) => folder],
  // No system can hand over such a text.
  ["no text holds NUL", (plan) => !textsOf(plan).some((text) => text.includes("\0")), (plan) => textsOf(plan)],
];

const textsOf = ({ name, command, folder, environment }: AgentPlan): readonly string[] => [
  name,
  folder,
  ...command,
  ...Object.entries(environment).flat(),
];

/** Refuses a plan that no engine could run. */
export const checkPlan = (plan: AgentPlan): void => {
  for (const [law, holds, value] of laws)
    if (!holds(plan)) throw new ClusterError("bad-plan", `In a plan of agents ${law}: got ${shown(value(plan))}.`);
};
