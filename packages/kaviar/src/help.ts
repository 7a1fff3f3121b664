import { everywhere, takes } from "./arguments/parse.ts";
import type { Command, Group, Options } from "./command/command.ts";
import type { Style } from "./text/style.ts";

const column = (rows: readonly (readonly [string, string])[], { bold }: Style): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${bold(name)}${" ".repeat(width - name.length)}  ${about}`).join("\n");
};

/** What a group of commands can do: `kaviar --help`, `kaviar study --help`. */
export const helpOfGroup = (path: string, { about, commands }: Group, style: Style): string => {
  const rows = Object.entries(commands).map(([name, entry]) => [name, entry.about] as const);
  return `${about}

Usage: ${style.bold(`${path} COMMAND …`)}

${column(rows, style)}

How a command is used: ${path} COMMAND --help
`;
};

/** How a command is used: `kaviar tune --help`. */
export const helpOfCommand = ({ usage, about, examples = [], options }: Command, style: Style): string => {
  const all: Options = { ...options, ...everywhere };
  const rows = Object.entries(all).map(
    ([name, option]) => [`--${name}${option.read ? ` ${takes(option)}` : ""}`, option.about] as const,
  );
  const shown = examples.length === 0 ? "" : `\nExamples:\n${examples.map((example) => `  ${example}`).join("\n")}\n`;
  return `${about}

Usage: ${style.bold(`kaviar ${usage}`)}

${column(rows, style)}
${shown}`;
};
