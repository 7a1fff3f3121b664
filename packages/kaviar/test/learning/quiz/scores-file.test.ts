import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scoresFile } from "../../../src/learning/quiz/scores-file.ts";

it("lies where each platform keeps what is the user's own", () => {
  const home = homedir();
  const under = (...parts: readonly string[]) => join(...parts, "kaviar", "quiz.json");
  expect(scoresFile({ platform: "linux", env: {} })).toBe(under(home, ".local", "share"));
  expect(scoresFile({ platform: "linux", env: { XDG_DATA_HOME: "/data" } })).toBe(under("/data"));
  expect(scoresFile({ platform: "darwin", env: {} })).toBe(under(home, "Library", "Application Support"));
  expect(scoresFile({ platform: "win32", env: { APPDATA: "/roaming" } })).toBe(under("/roaming"));
});
