import { oneLine, plural, type Style, table } from "@kaviar/base/text";
import type { Agent } from "@kaviar/cluster";
import { clusterOf } from "../../agents/engine.ts";
import { placedOf } from "../../agents/placed.ts";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import type { Outcome } from "../../command/outcome.ts";
import { UsageError } from "../../command/usage-error.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study logs NAME [--agent N]",
  about: "Prints what an agent of a study on a cluster has printed so far; without --agent, says which there are.",
  examples: ["kaviar study logs digits", "kaviar study logs digits --agent 3"],
  words: ["NAME"],
  options: {
    agent: {
      takes: "N",
      read: text,
      about: "Which one: its number among those handed in last, or the engine's name for it",
    },
    ...storageOption,
  },
  run: ({ words, options: { agent, storage } }, { style }) =>
    lookAt(storage, words[0]!, async (study, { record }) => {
      const last = placedOf(record).at(-1);
      if (last === undefined) return none(study.name, agent);
      const cluster = await clusterOf(last.engine);
      const agents = await cluster.agents(last.job);
      if (agent === undefined) return { data: { agents }, lines: agentLines(agents, style) };
      const id = agents[Number(agent)]?.id ?? agent;
      if (!agents.some((each) => each.id === id))
        throw new UsageError(
          `--agent is one of ${plural(agents.length, "agent")}, 0 to ${agents.length - 1}: got ${agent}.`,
          `${last.engine.name} calls them ${agents
            .slice(0, 3)
            .map((each) => each.id)
            .join(", ")}${agents.length > 3 ? ", …" : ""}.`,
        );
      let log = "";
      for await (const part of cluster.log(last.job, id)) log += part;
      return { data: { agent: id, engine: last.engine.name, log }, lines: log === "" ? [] : [log.replace(/\n$/, "")] };
    }),
});

const none = (name: string, agent: string | undefined): Outcome => {
  const says = `"${name}" has had no agents on a cluster`;
  if (agent !== undefined) throw new UsageError(`${says}: got --agent ${agent}.`);
  return { data: { agents: [] }, lines: [`${says}.`] };
};

const agentLines = (agents: readonly Agent[], style: Style): string[] =>
  table(
    [{ title: "agent", align: "right" }, { title: "called" }, { title: "state" }, { title: "host" }, { title: "why" }],
    agents.map(({ id, state, host = "", why = "" }, i) => [String(i), id, state, host, oneLine(why)]),
    { head: style.dim },
  );
