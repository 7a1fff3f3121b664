import { port, text } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { openInBrowser } from "../dashboard/open-in-browser.ts";
import { untilInterrupted } from "../dashboard/until-interrupted.ts";

export const command = defineCommand({
  usage: "lab [--port N]",
  about:
    "Serves the laboratory in the browser, in which to see how training works, until Ctrl-C. It computes in the page.",
  examples: ["kaviar lab", "kaviar lab --port 8080 --no-open"],
  words: [],
  options: {
    port: { takes: "N", read: port, about: "Which port to listen on (7575, or the next free one)" },
    host: { takes: "ADDRESS", read: text, about: "Which address to listen on (127.0.0.1: this machine only)" },
    "no-open": { about: "Open no browser" },
  },
  run: async ({ options: { port, host, "no-open": isQuiet } }, output) => {
    const { openLab } = await import("@kaviar/ui");
    const lab = await openLab({ ...(port !== undefined && { port }), ...(host !== undefined && { host }) });
    const ended = untilInterrupted();
    output.progress.write(`The laboratory: ${lab.url}\nCtrl-C ends it.\n`);
    if (!isQuiet && process.stdout.isTTY) openInBrowser(lab.url);
    await ended;
    await lab.close();
    return { data: { url: lab.url }, lines: [] };
  },
});
