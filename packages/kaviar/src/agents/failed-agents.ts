import { plural } from "@kaviar/base/text";
import type { Agent } from "@kaviar/cluster";
import { studyCommand } from "../studies/study-command.ts";
import { endingWords } from "./agent-words.ts";
import { isAlive, type Seen } from "./placed.ts";
import type { EngineName } from "./placement-options.ts";

/** How engines begin to say that an agent ended since all was done, or since somebody wished it. */
const [isDone, isCancelled] = [/^(complet|succe)/i, /^cancel/i];

/** Whether one has ended since all was done. */
export const haveAllDone = (agents: readonly Agent[]): boolean =>
  agents.some((agent) => !isAlive(agent) && isDone.test(agent.why ?? ""));

/** Agents that have failed, as far as their engine still knows; of no interest any more once one has ended since all was done. */
export const failedAgents = (agents: readonly Agent[]): readonly Agent[] => {
  if (haveAllDone(agents)) return [];
  return agents.filter((agent) => !isAlive(agent) && agent.why !== undefined && !isCancelled.test(agent.why));
};

/** What to do where an engine does not begin agents again that fail; nothing where it does so by itself. */
const remedies: { readonly [E in EngineName]: ((failed: readonly Agent[]) => string) | undefined } = {
  // It begins those again whose node failed, and others while it remembers them, when it is told to.
  slurm: (failed) =>
    `Begin ${failed.length === 1 ? "it" : "them"} again: scontrol requeue ${failed.map(({ id }) => id).join(",")}`,
  ray: () => "The others do their share. With as many --nodes, the same command hands in as many again.",
  kubernetes: undefined,
};

const names: { readonly [E in EngineName]: string } = { slurm: "Slurm", ray: "Ray", kubernetes: "Kubernetes" };

/** What to say of agents that have failed, and what can be done. */
export const failedLines = (
  { placed, agents, first }: Seen,
  failed: readonly Agent[],
  study: string,
  storage: string,
): readonly string[] => {
  const { name } = placed.engine;
  const remedy = remedies[name]?.(failed);
  if (failed.length === 0 || remedy === undefined) return [];
  const [has, it] = failed.length === 1 ? ["has", "it"] : ["have", "them"];
  return [
    `${plural(failed.length, "agent")} ${has} failed (${endingWords(failed)}), and ${names[name]} does not begin ${it} again by itself.`,
    `What was printed: ${studyCommand(`study logs --agent ${first + agents.indexOf(failed[0]!)}`, study, storage)}`,
    remedy,
  ];
};

/** Says of each agent once that it has failed, as often as it is looked. */
export const hearFailures = (study: string, storage: string): ((seen: readonly Seen[]) => readonly string[]) => {
  let known: readonly string[] = [];
  return (all) => {
    const lines = all.flatMap((seen) => {
      const unheard = failedAgents(seen.agents).filter(({ id }) => !known.includes(id));
      return failedLines(seen, unheard, study, storage);
    });
    known = all.flatMap(({ agents }) => failedAgents(agents)).map(({ id }) => id);
    return lines;
  };
};
