import { learn } from "./learn.js";

learn().then((lines) => console.log(lines.join("\n")));
