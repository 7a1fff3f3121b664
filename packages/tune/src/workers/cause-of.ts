/** Signals that a process brings upon itself. Any other one came from outside: a user, the system short of memory. */
const ownFault = new Set(["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP", "SIGSYS"]);

/** Why a process ended, in words, and whether it was its own doing. */
export const causeOf = (
  what: string,
  code: number | null,
  signal: string | null,
  stderr: string,
): { readonly own: boolean; readonly text: string } => {
  const evidence = endOf(stderr);
  const said = evidence === "" ? "" : `: ${evidence}`;
  if (signal === null) return { own: true, text: `${what} ended with exit code ${code}${said}` };
  if (ownFault.has(signal)) return { own: true, text: `${what} crashed with ${signal}${said}` };
  return { own: false, text: `${what} was killed from outside with ${signal}` };
};

/** The reason that V8 gave when it gave up; else the last lines of stderr, without those that only say where. */
const endOf = (stderr: string): string => {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(/^trial \d+ │ /, "").trimEnd())
    .filter((line) => line !== "" && !/^\s+at |^Node\.js v/.test(line));
  const fatal = lines.find((line) => line.includes("FATAL ERROR"));
  return fatal ?? lines.slice(-5).join("\n");
};
