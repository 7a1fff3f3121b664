import { plural } from "@kaviar/base/text";
import { endAgents, endedLines } from "../../agents/end-agents.ts";
import { defineCommand } from "../../command/command.ts";
import { recordOf, withStudyAt } from "../../studies/open.ts";
import { goalsIn } from "../../studies/runs.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study stop NAME [--now]",
  about: `Asks whoever runs a study, in any process, to begin no more trials; those that run end as ever. Agents on a cluster that
wait for a machine are taken back.`,
  examples: ["kaviar study stop digits", "kaviar study stop digits --storage postgres://tuner@db/studies"],
  words: ["NAME"],
  options: {
    now: { about: "End the study's agents on a cluster at once: they hand back what they run" },
    ...storageOption,
  },
  run: ({ words, options: { storage, now = false } }) =>
    withStudyAt(storage, words[0]!, async (study, opened) => {
      await study.stop();
      const runs = (await goalsIn(opened, await recordOf(opened, study.name))).length;
      const agents = await endAgents(await recordOf(opened, study.name), now);
      const running = study.trials.filter(({ state }) => state === "running").length;
      return {
        data: { runs, running, agents },
        // An agent that is just starting hears it too, and has said of nothing yet what it aims at.
        lines: [
          runs + agents.left === 0 ? unheard(study.name, running) : heard(study.name, running),
          ...endedLines(agents),
        ],
      };
    }),
});

const heard = (name: string, running: number): string =>
  `Whoever runs "${name}" begins no more trials${running === 0 ? "" : `; ${plural(running, "trial")} that ${running === 1 ? "runs ends" : "run end"} as ever`}.`;

const unheard = (name: string, running: number): string =>
  `Nobody runs "${name}" now${running === 0 ? "" : `; ${plural(running, "trial")} that ${running === 1 ? "stands as running was" : "stand as running were"} asked for by hand, or whoever ran ${running === 1 ? "it" : "them"} died`}.`;
