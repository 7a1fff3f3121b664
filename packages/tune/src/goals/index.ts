export { type Goal, goalsOf } from "./goal.ts";
export { type Outlook, outlooksOf } from "./outlook.ts";
