import { port, text, texts } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { atEnter } from "../dashboard/at-enter.ts";
import { openInBrowser } from "../dashboard/open-in-browser.ts";
import { openingLines } from "../dashboard/opening-lines.ts";
import { untilInterrupted } from "../dashboard/until-interrupted.ts";
import { withStorage } from "../studies/open.ts";
import { storageOption } from "../studies/storage-option.ts";

export const command = defineCommand({
  usage: "dashboard [--storage URL] [--port N]",
  about:
    "Serves the studies of a storage as pages in the browser, live, until Ctrl-C. Nothing is changed by it unless it is allowed.",
  examples: ["kaviar dashboard", "kaviar dashboard --storage postgres://… --port 8080 --no-open"],
  words: [],
  options: {
    ...storageOption,
    port: { takes: "N", read: port, about: "Which port to listen on (7474, or the next free one)" },
    host: { takes: "ADDRESS", read: text, about: "Which address to listen on (127.0.0.1: this machine only)" },
    "allow-host": {
      takes: "NAMES",
      read: texts,
      about: "Names it answers to beside those of this machine, with commas between them",
    },
    "allow-changes": { about: "Let pages enqueue points, have studies stopped, and keep notes with trials" },
    "no-open": { about: "Open no browser" },
  },
  run: ({ options }, output) =>
    withStorage(options.storage, options["allow-changes"] ? "change" : "read", async (storage) => {
      const { openDashboard, usualPort } = await import("@kaviar/ui");
      const { port, host = "127.0.0.1", "allow-host": names = [] } = options;
      const dashboard = await openDashboard({
        storage,
        host,
        ...(port !== undefined && { port }),
        allowHost: names,
        allowChanges: options["allow-changes"] ?? false,
      });
      const ended = untilInterrupted();
      const stopHearing = atEnter(() => output.progress.write(`For one more browser: ${dashboard.link()}\n`));
      const opened = { storage: storage.url, host, port, usualPort, names, hearsEnter: stopHearing !== undefined };
      output.progress.write(`${openingLines(dashboard, opened).join("\n")}\n`);
      // A link of its own: the one that is printed is for another browser.
      if (!options["no-open"] && process.stdout.isTTY) openInBrowser(dashboard.link());
      await ended;
      stopHearing?.();
      await dashboard.close();
      const { url, studies } = dashboard;
      return { data: { storage: storage.url, url, studies }, lines: [] };
    }),
});
