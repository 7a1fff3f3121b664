export { type Copied, copyStudy } from "./copy-study.ts";
export { type Imported, importOptuna } from "./optuna/import-optuna.ts";
