import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readIfThere } from "@kaviar/base/files";
import { noScores, type Scores, scoresFromText, scoresToText } from "@kaviar/base/quiz";
import { CommandError } from "../../command/command-error.ts";
import { writeWhole } from "../../command/write-whole.ts";

/** Where a program keeps what is the user's own: as XDG says, but for macOS and Windows. */
const dataFolder = ({ platform, env }: Pick<NodeJS.Process, "platform" | "env">): string => {
  if (platform === "win32") return env.APPDATA ?? join(homedir(), "AppData", "Roaming");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support");
  return env.XDG_DATA_HOME || join(homedir(), ".local", "share");
};

/** The file of scores, unless another one is named. */
export const scoresFile = (process: Pick<NodeJS.Process, "platform" | "env">): string =>
  join(dataFolder(process), "kaviar", "quiz.json");

export const readScores = async (file: string): Promise<Scores> => {
  const bytes = await readIfThere(file).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError("file", `The scores in ${file} cannot be read (${cause.code}).`, {
      remedy: "Name another file: --scores FILE.",
      cause,
    });
  });
  if (bytes === undefined) return noScores;
  const scores = scoresFromText(Buffer.from(bytes).toString("utf8"));
  if (scores !== undefined) return scores;
  throw new CommandError("scores", `${file} must hold scores as kaviar quiz writes them: it does not.`, {
    remedy: "Name another file, --scores FILE, or delete this one to begin anew.",
  });
};

export const writeScores = async (file: string, scores: Scores): Promise<void> => {
  // Where the folder cannot be made, writing the file says so.
  await mkdir(dirname(resolve(file)), { recursive: true }).catch(() => {});
  await writeWhole(file, scoresToText(scores));
};
