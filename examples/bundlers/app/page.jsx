"use client";
import { useEffect, useState } from "react";
import { learn } from "../src/learn.js";

export default function Page() {
  const [lines, setLines] = useState([]);
  useEffect(() => {
    learn().then(setLines);
  }, []);
  return <pre>{lines.join("\n")}</pre>;
}
