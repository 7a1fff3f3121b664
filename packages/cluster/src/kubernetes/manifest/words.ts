import { endedVariable } from "./secret.ts";

/**
 * A word as it has to be written in a manifest: there `$(NAME)` stands for a variable, and `$$` for `$`. A word that holds
 * neither stays as it is.
 */
export const wordOf = (word: string): string => (/\$[$(]/.test(word) ? word.replaceAll("$", "$$$$") : word);

/**
 * The command of an agent with a number. A Job begins each number again until it has ended well, also one that was told to
 * end: that one ends here, before it begins. The program then takes the shell's place: what is signalled is the agent.
 */
export const numberedCommand = (command: readonly string[]): string[] => [
  "sh",
  "-c",
  `eval "[ -n \\"\\\${${endedVariable("$KAVIAR_AGENT")}}\\" ]" && exit 0; exec "$@"`,
  "sh",
  ...command.map(wordOf),
];
