/** A package manager, and how it is told to do the two things a user asks of it. */
export interface Manager {
  readonly name: string;
  /** The npm package that carries it, and its program in there; npm itself comes with Node. */
  readonly carrier?: { readonly name: string; readonly range: string; readonly program: string };
  readonly add: readonly string[];
  /** How a script is run where there need not be a node_modules. */
  readonly run: "node" | "manager";
  /** What it reads instead of a configuration of the user's. */
  readonly settings: (registry: string) => Readonly<Record<string, string>>;
}

const npmSettings = (registry: string) => ({ npm_config_registry: registry });

const word: Readonly<Record<string, string>> = { win32: "windows", arm64: "aarch64" };
const bun = `@oven/bun-${word[process.platform] ?? process.platform}-${word[process.arch] ?? process.arch}`;

export const npm: Manager = { name: "npm", add: ["install"], run: "node", settings: npmSettings };

export const others: readonly Manager[] = [
  {
    name: "pnpm",
    carrier: { name: "pnpm", range: "10", program: "bin/pnpm.cjs" },
    add: ["add"],
    run: "node",
    settings: npmSettings,
  },
  {
    // As it comes, Yarn makes no node_modules: packages stay in archives, and Node is taught to look there.
    name: "yarn",
    carrier: { name: "@yarnpkg/cli-dist", range: "4", program: "bin/yarn.js" },
    add: ["add"],
    run: "manager",
    settings: (registry) => ({
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_UNSAFE_HTTP_WHITELIST: "localhost",
      YARN_ENABLE_TELEMETRY: "0",
    }),
  },
  {
    name: "bun",
    carrier: { name: bun, range: "1", program: process.platform === "win32" ? "bin/bun.exe" : "bin/bun" },
    add: ["add"],
    run: "node",
    settings: npmSettings,
  },
];
