import { after, braces, type Code } from "./code.ts";
import { layout } from "./layout.ts";

/** What a program imports, by module. */
export interface Imports {
  add(module: string, name: string): void;
  /** The lines, modules and names in order. */
  lines(): string;
}

const inOrder = (names: Iterable<string>): string[] => [...names].sort();

/** `line` writes what is imported of a module. */
export const createImports = (line: (names: readonly string[], module: string) => string): Imports => {
  const modules = new Map<string, Set<string>>();
  return {
    add: (module, name) => {
      modules.set(module, (modules.get(module) ?? new Set()).add(name));
    },
    lines: () =>
      inOrder(modules.keys())
        .map((module) => line(inOrder(modules.get(module)!), module))
        .join("\n"),
  };
};

/** An import of TypeScript. */
export const importLine = (names: readonly string[], module: string): string => {
  const code: Code = after("import ", braces(names));
  return layout(code, { end: ` from ${JSON.stringify(module)};` });
};
