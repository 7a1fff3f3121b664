import { existsSync, readdirSync } from "node:fs";

/** The pages that are made of Markdown, in the groups in which they stand. */
export interface SourceGroup {
  readonly title: string;
  /** Paths from the root of the repository. */
  readonly files: readonly string[];
}

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => `${folder}/${file}`);

/** The guides in the order in which they are read; one that is not named comes after them. */
const guides = [
  "fit",
  "tables",
  "networks",
  "training",
  "custom-training",
  "tuning",
  "optuna",
  "clusters",
  "two-nodes",
  "kubernetes",
  "ray",
  "ssh",
  "aws-batch",
  "dashboard",
  "lab",
  "learning",
  "calculus",
  "weights",
  "bundlers",
];

export const sourceGroups = (): readonly SourceGroup[] => {
  const written = markdownIn("docs").filter((file) => file !== "docs/architecture.md");
  const place = (file: string): number => {
    const at = guides.indexOf(file.slice("docs/".length, -".md".length));
    return at < 0 ? guides.length : at;
  };
  const packages = readdirSync("packages")
    .map((name) => `packages/${name}/README.md`)
    .filter((file) => existsSync(file));
  return [
    {
      title: "Guides",
      files: ["README.md", ...[...written].sort((a, b) => place(a) - place(b)), "examples/README.md"],
    },
    { title: "Packages", files: packages },
    { title: "Options and functions", files: markdownIn("docs/reference") },
    { title: "How it is built", files: ["docs/architecture.md", "CONTRIBUTING.md", "CHANGELOG.md"] },
    { title: "Decisions", files: markdownIn("docs/decisions") },
    {
      title: "Benchmarks",
      files: ["bench", ...readdirSync("bench").map((name) => `bench/${name}`)]
        .map((folder) => `${folder}/README.md`)
        .filter((file) => existsSync(file)),
    },
  ];
};

/** The address of a page that is made of this file. */
export const addressOf = (file: string): string =>
  file === "README.md" ? "index.html" : file.replace(/\.md$/, ".html");
