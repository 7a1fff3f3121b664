import type { Style } from "@kaviar/base/text";
import { everywhere, takes } from "./arguments/parse.ts";
import type { Command, Group, Options } from "./command/command.ts";
import type { Outcome } from "./command/outcome.ts";

const column = (rows: readonly (readonly [string, string])[], { bold }: Style): string[] => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${bold(name)}${" ".repeat(width - name.length)}  ${about}`);
};

interface Help extends Outcome {
  readonly lines: readonly string[];
}

/** What a group of commands can do: `kaviar --help`, `kaviar study --help`. */
export const helpOfGroup = (path: string, { about, commands }: Group, style: Style): Help => {
  const usage = `${path} COMMAND …`;
  const listed = Object.entries(commands).map(([name, entry]) => ({ name, about: entry.about }));
  const rows = listed.map(({ name, about }) => [name, about] as const);
  return {
    data: { usage, about, commands: listed },
    lines: [
      about,
      "",
      `Usage: ${style.bold(usage)}`,
      "",
      ...column(rows, style),
      "",
      `How a command is used: ${path} COMMAND --help`,
    ],
  };
};

/** How a command is used: `kaviar tune --help`. */
export const helpOfCommand = (command: Command, style: Style): Help => {
  const { about, examples = [] } = command;
  const usage = `kaviar ${command.usage}`;
  const all: Options = { ...command.options, ...everywhere };
  const options = Object.entries(all).map(([name, option]) => ({
    name: `--${name}`,
    takes: option.read === undefined ? null : takes(option),
    about: option.about,
  }));
  const rows = options.map(({ name, takes, about }) => [takes === null ? name : `${name} ${takes}`, about] as const);
  const shown = examples.length === 0 ? [] : ["", "Examples:", ...examples.map((example) => `  ${example}`)];
  return {
    data: { usage, about, options, examples },
    lines: [about, "", `Usage: ${style.bold(usage)}`, "", ...column(rows, style), ...shown],
  };
};
