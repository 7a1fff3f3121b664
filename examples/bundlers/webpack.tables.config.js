export default {
  mode: "production",
  entry: { main: "./src/tables.js" },
  externalsType: "import",
  externals: [/^node:/, "libsql", "postgres", "jiti"],
};
