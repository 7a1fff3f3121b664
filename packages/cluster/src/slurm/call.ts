import { execFile } from "node:child_process";
import { ClusterError } from "../error.ts";

export interface Answer {
  readonly code: number;
  readonly output: string;
  readonly complaint: string;
}

export interface Asked {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Longer, in milliseconds, and Slurm does not answer: its own programs try again for minutes, saying nothing. */
const patience = 30_000;

/** Runs a program of Slurm. What it answers with is the caller's; that it does not answer at all is an error. */
export const ask = (program: string, args: readonly string[], { input, env }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { env: { ...process.env, ...env }, timeout: patience, maxBuffer: 2 ** 26 },
      (error, output, complaint) => {
        if (error?.code === "ENOENT") return reject(notInstalled(program));
        if (error?.killed) return reject(silent(program, complaint));
        if (cannotReach.test(complaint)) return reject(unreachable(complaint));
        resolve({ code: error === null ? 0 : Number(error.code), output, complaint: complaint.trim() });
      },
    );
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });

/** What its programs say when the controller does not answer, or where there is none (versions 21 to 25). */
const cannotReach =
  /unable to contact slurm controller|could not establish a configuration source|Unable to register|Connection refused|Munge.*(failed|not.*running)/i;

const notInstalled = (program: string): ClusterError =>
  new ClusterError("unreachable", `Slurm is spoken to through its own programs: there is no \`${program}\` here.`, {
    remedy: "Run this where you run sbatch: on a login node of the cluster.",
  });

const unreachable = (complaint: string): ClusterError =>
  new ClusterError("unreachable", `Slurm's controller has to answer: ${firstLine(complaint)}.`, {
    remedy: "`sinfo` says whether it does for you; SLURM_CONF names its configuration.",
  });

const silent = (program: string, complaint: string): ClusterError =>
  new ClusterError(
    "refused",
    `Slurm has to take a request within ${patience / 1000} s: \`${program}\` did not come back${complaint === "" ? "" : `, and said: ${firstLine(complaint)}`}.`,
    {
      remedy:
        "Its queue may be full (MaxJobCount): `squeue` shows it. Try again when it is shorter, or with fewer agents.",
    },
  );

/** What was said, without the program's name before it. */
export const firstLine = (complaint: string): string =>
  (complaint.trim().split("\n")[0] ?? "").replace(/^\w+: (error: |fatal: )?/, "").replace(/\.$/, "");
