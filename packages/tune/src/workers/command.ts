import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Complaint } from "./complaint.ts";
import type { Task } from "./protocol.ts";

/** A command that can be started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/** The command of a task; a complaint when there is no such program. What a line for the shell names, the shell will say. */
export const commandOf = (task: Exclude<Task, { kind: "module" }>): Command | Complaint => {
  if (task.kind === "shell") return { file: task.line, args: [], shell: true };
  const [file = "", ...args] = task.argv;
  if (isProgram(file)) return { file, args, shell: false };
  return {
    code: "command-not-found",
    evidence: `The objective's command must name a program: there is no ${JSON.stringify(file)} ${/[\\/]/.test(file) ? "that may be run" : "in PATH"}.`,
    remedy: "Try the command in a shell, in the same folder.",
  };
};

const isProgram = (file: string): boolean => {
  if (process.platform === "win32") return file !== "";
  if (file.includes("/")) return mayRun(resolve(file));
  return file !== "" && (process.env.PATH ?? "").split(delimiter).some((folder) => mayRun(join(folder, file)));
};

const mayRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
