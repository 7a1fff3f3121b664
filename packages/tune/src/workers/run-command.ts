import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { messageOf } from "../evaluation/message-of.ts";
import { causeOf } from "./cause-of.ts";
import type { Command } from "./command.ts";
import { readPrinted } from "./printed-line.ts";
import type { Ending, Job } from "./protocol.ts";
import type { RemoteTrial } from "./remote-trial.ts";

/** A command that the pruner stopped gets SIGTERM, and this many milliseconds to print its value and leave. */
const grace = 5_000;

/**
 * Runs a command for one trial. It finds the params as JSON in `KAVIAR_PARAMS`, the trial's number in `KAVIAR_TRIAL` and a
 * folder that follows the trial in `KAVIAR_CHECKPOINT`; its value is the last line of stdout that is one, its reports are
 * lines as `readPrinted` has them, and where it prunes its trial it is ended. An exit code other than 0 fails the trial, with the end of stderr as the reason.
 */
export const runCommand = async (command: Command, job: Job, remote: RemoteTrial): Promise<Ending> => {
  const { trial } = remote;
  const folder = remote.folder();
  mkdirSync(folder, { recursive: true });
  const child = spawn(command.file, command.args, {
    shell: command.shell,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    env: {
      ...process.env,
      KAVIAR_PARAMS: JSON.stringify(job.values),
      KAVIAR_TRIAL: String(job.number),
      KAVIAR_CHECKPOINT: folder,
    },
  });
  let values: unknown;
  let pruned: { readonly why?: string } | undefined;
  let wrong: string | undefined;
  let tail = "";
  let stopping: NodeJS.Timeout | undefined;

  const stop = () => {
    if (stopping !== undefined) return;
    child.kill("SIGTERM");
    stopping = setTimeout(() => child.kill("SIGKILL"), grace);
  };
  const hear = async (line: string) => {
    const said = readPrinted(line);
    if (said.kind === "value") values = said.values;
    if (said.kind === "prune") {
      pruned = said.why === undefined ? {} : { why: said.why };
      stop();
    }
    if (said.kind === "text") process.stdout.write(`${line}\n`);
    if (said.kind === "attributes")
      for (const [name, value] of Object.entries(said.attributes)) await trial.setAttribute(name, value);
    if (said.kind === "artifacts")
      for (const [name, file] of Object.entries(said.files)) await trial.artifact(name, { file });
    if (said.kind === "constraints")
      for (const [name, value] of Object.entries(said.constraints)) await trial.constraint(name, value);
    if (said.kind !== "report") return;
    keepCheckpoint(folder, trial);
    await trial.report(said.value, said.step);
    if (trial.shouldStop) stop();
  };
  // One line after another: a command waits for no answer, and what is said of one report must not hide behind the next.
  let heard: Promise<void> = Promise.resolve();
  createInterface({ input: child.stdout }).on("line", (line) => {
    heard = heard
      .then(() => hear(line))
      .catch((error: unknown) => {
        wrong ??= messageOf(error);
      });
  });
  child.stderr.on("data", (chunk: Buffer) => {
    process.stderr.write(chunk);
    tail = (tail + chunk.toString()).slice(-4_000);
  });

  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once("error", (error) => {
      wrong ??= messageOf(error);
      resolve([null, null]);
    });
    child.once("close", (...how) => resolve(how));
  });
  clearTimeout(stopping);
  await heard;
  if (readdirSync(folder).length === 0) rmdirSync(folder);
  else keepCheckpoint(folder, trial);
  if (wrong !== undefined) return { kind: "thrown", error: wrong };
  if (stopping !== undefined || (code === 0 && signal === null))
    return { kind: "returned", values, stopped: remote.stopped || pruned !== undefined, ...pruned };
  if (command.shell && (code === 126 || code === 127))
    return {
      kind: "broken",
      complaint: {
        code: "command-not-found",
        evidence: `The objective's command must be one the shell can run: \`${command.file}\` ended with code ${code}: ${tail.trim()}`,
        remedy: "Try the command in a shell, in the same folder.",
      },
    };
  const cause = causeOf("its command", code, signal, tail);
  return cause.own ? { kind: "thrown", error: cause.text } : { kind: "killed", signal: signal! };
};

/** Tells the study that there is a checkpoint, once the command has put something into its folder. */
const keepCheckpoint = (folder: string, trial: RemoteTrial["trial"]): void => {
  if (readdirSync(folder).length > 0) void trial.checkpoint;
};
