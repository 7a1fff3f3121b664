export { mlflow } from "./mlflow.ts";
export { tensorBoard } from "./tensor-board.ts";
