import { expect, it } from "vitest";
import { openingLines } from "../../src/dashboard/opening-lines.ts";

const opened = { url: "http://127.0.0.1:7475/?token=t", port: 7475, studies: [] };

it("says where another port was taken, and who reaches an address of all", () => {
  const at = { storage: "postgres://tuner@db/studies", port: undefined, usualPort: 7474, names: [], hearsEnter: false };
  expect(openingLines(opened, { ...at, host: "127.0.0.1" })).toEqual([
    "postgres://tuner@db/studies: 0 studies, 0 running.  http://127.0.0.1:7475/?token=t   (only this machine)",
    "Port 7474 is taken: this is the next free one.",
    "The link lets one browser in, once. Ctrl-C ends it.",
  ]);
  const everywhere = openingLines(opened, { ...at, host: "0.0.0.0", port: 7475 });
  expect(everywhere[0]).toContain("(whoever reaches 0.0.0.0 and has the link)");
  expect(everywhere.slice(1)).toEqual([
    "From other machines it answers to a name of --allow-host only.",
    "The link and all it shows go over the network as they are: use it where you trust everybody.",
    "The link lets one browser in, once. Ctrl-C ends it.",
  ]);
  expect(openingLines(opened, { ...at, host: "127.0.0.1", hearsEnter: true }).at(-1)).toBe(
    "The link lets one browser in, once: Enter prints another one. Ctrl-C ends it.",
  );
  expect(openingLines(opened, { ...at, host: "0.0.0.0", names: ["tune.example"] }).join()).not.toContain(
    "--allow-host",
  );
});
