import { plural } from "@kaviar/base/text";
import { clusterOf } from "../../agents/engine.ts";
import { placedOf } from "../../agents/placed.ts";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { CommandError } from "../../command/command-error.ts";
import { UsageError } from "../../command/usage-error.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study logs NAME --agent N",
  about: "Prints what an agent of a study has printed so far, on the machine that it ran on.",
  examples: ["kaviar study logs digits --agent 3", "kaviar study logs digits --agent 12_0"],
  words: ["NAME"],
  options: {
    agent: {
      takes: "N",
      read: text,
      about: "Which one: its number among those handed in last, or the engine's name for it",
    },
    ...storageOption,
  },
  run: ({ words, options: { agent, storage } }) =>
    lookAt(storage, words[0]!, async (study, { record }) => {
      const last = placedOf(record).at(-1);
      if (last === undefined)
        throw new CommandError("no-agents", `Logs are of agents on a cluster: "${study.name}" has had none.`, {
          remedy: "Such as: kaviar tune objective.ts --on slurm --nodes 8.",
        });
      const cluster = await clusterOf(last.engine);
      const ids = (await cluster.agents(last.job)).map(({ id }) => id);
      const id = agent === undefined && ids.length === 1 ? ids[0]! : (ids[Number(agent)] ?? agent);
      if (id === undefined || !ids.includes(id))
        throw new UsageError(
          `--agent is one of ${plural(ids.length, "agent")}, 0 to ${ids.length - 1}: got ${agent ?? "none"}.`,
          `The engine calls them ${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ", …" : ""}.`,
        );
      let log = "";
      for await (const part of cluster.log(last.job, id)) log += part;
      return { data: { agent: id, engine: last.engine.name, log }, lines: log === "" ? [] : [log.replace(/\n$/, "")] };
    }),
});
