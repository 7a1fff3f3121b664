import { call, layout } from "@kaviar/base/code";

const aliases: Readonly<Record<string, string>> = { numpy: "np", pandas: "pd" };

/** An import of Python: of some modules names, of others the module under its usual short name. */
export const pythonImport = (names: readonly string[], module: string): string => {
  if (module in aliases) return `import ${module} as ${aliases[module]}`;
  const line = `from ${module} import ${names.join(", ")}`;
  return line.length <= 110 ? line : layout(call(`from ${module} import `, ...names), { unit: "    " });
};
