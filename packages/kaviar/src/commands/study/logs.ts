import { oneLine, plural, type Style, table } from "@kaviar/base/text";
import type { Agent } from "@kaviar/cluster";
import { clusterOf } from "../../agents/engine.ts";
import { crewOf, type Placed } from "../../agents/placed.ts";
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
      about: "Which one: its number among those that work together, or the engine's name for it",
    },
    ...storageOption,
  },
  run: ({ words, options: { agent, storage } }, { style }) =>
    lookAt(storage, words[0]!, async (study, { record }) => {
      const crew = crewOf(record);
      if (crew.length === 0) return none(study.name, agent);
      const known = await Promise.all(crew.map(agentsIn));
      const agents = known.flat();
      if (agent === undefined) return { data: { agents }, lines: agentLines(agents, style) };
      const found = agents[Number(agent)] ?? agents.find(({ id }) => id === agent);
      if (found === undefined)
        throw new UsageError(
          `--agent is one of ${plural(agents.length, "agent")}, 0 to ${agents.length - 1}: got ${agent}.`,
          `${crew.at(-1)!.engine.name} calls them ${agents
            .slice(0, 3)
            .map((each) => each.id)
            .join(", ")}${agents.length > 3 ? ", …" : ""}.`,
        );
      let log = "";
      const { id } = found;
      const { engine, job } = crew[known.findIndex((each) => each.includes(found))]!;
      for await (const part of (await clusterOf(engine)).log(job, id)) log += part;
      return { data: { agent: id, engine: engine.name, log }, lines: log === "" ? [] : [log.replace(/\n$/, "")] };
    }),
});

const agentsIn = async ({ engine, job }: Placed): Promise<readonly Agent[]> => (await clusterOf(engine)).agents(job);

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
