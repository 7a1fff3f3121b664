import { plural } from "@kaviar/base/text";
import type { Agent } from "@kaviar/cluster";
import { studyCommand } from "../studies/study-command.ts";
import { endingWords } from "./agent-words.ts";
import { isAlive, type Seen } from "./placed.ts";

/** How engines begin to say that an agent ended since all was done, or since somebody wished it. */
const [isDone, isCancelled] = [/^(complet|succe)/i, /^cancel/i];

/** Agents that have failed, as far as their engine still knows; of no interest any more once one has ended since all was done. */
export const failedAgents = (agents: readonly Agent[]): readonly Agent[] => {
  const ended = agents.filter((agent) => !isAlive(agent) && agent.why !== undefined);
  if (ended.some(({ why }) => isDone.test(why!))) return [];
  return ended.filter(({ why }) => !isCancelled.test(why!));
};

/**
 * What to do about agents that have failed. Kubernetes begins them again by itself; Slurm only those whose node failed: the
 * others it can be told to, while it remembers them.
 */
export const failedLines = (
  { placed, agents }: Seen,
  failed: readonly Agent[],
  study: string,
  storage: string,
): readonly string[] => {
  if (failed.length === 0 || placed.engine.name !== "slurm") return [];
  const [has, it] = failed.length === 1 ? ["has", "it"] : ["have", "them"];
  return [
    `${plural(failed.length, "agent")} ${has} failed (${endingWords(failed)}), and Slurm does not begin ${it} again by itself.`,
    `What was printed: ${studyCommand(`study logs --agent ${agents.indexOf(failed[0]!)}`, study, storage)}`,
    `Begin ${it} again: scontrol requeue ${failed.map(({ id }) => id).join(",")}`,
  ];
};
