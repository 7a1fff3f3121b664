import { render } from "preact";
import { address } from "./address.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { lazily } from "./lazily.tsx";
import { StudiesPage } from "./studies/studies-page.tsx";
import { StudyPage } from "./study/study-page.tsx";

const RunPage = lazily(async () => (await import("./run/run-page.tsx")).RunPage);

const Dashboard = () => {
  const { study, run } = address.value;
  return (
    <>
      <header class="top">
        <nav aria-label="Pages">
          <a class="house" href="#/" aria-current={study === undefined && run === undefined ? "page" : undefined}>
            kaviar <span class="thin">studies</span>
          </a>
        </nav>
        <ConnectionLine />
      </header>
      <main>
        {run !== undefined ? (
          <RunPage key={run} id={run} />
        ) : study === undefined ? (
          <StudiesPage />
        ) : (
          <StudyPage key={study} id={study} />
        )}
      </main>
    </>
  );
};

render(<Dashboard />, document.getElementById("page")!);
