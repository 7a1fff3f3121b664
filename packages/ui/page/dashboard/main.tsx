import { render } from "preact";
import { address } from "./address.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { lazily } from "./lazily.tsx";
import { StudiesPage } from "./studies/studies-page.tsx";
import { StudyPage } from "./study/study-page.tsx";

const RunPage = lazily(async () => (await import("./run/run-page.tsx")).RunPage);
const ComparePage = lazily(async () => (await import("./compare/compare-page.tsx")).ComparePage);

const NamedPage = lazily(async () => (await import("./study/named-page.tsx")).NamedPage);

const Dashboard = () => {
  const { study, named, run, compared } = address.value;
  const isList = [study, named, run, compared].every((each) => each === undefined);
  return (
    <>
      <header class="top">
        <nav aria-label="Pages">
          <a class="house" href="#/" aria-current={isList ? "page" : undefined}>
            kaviar <span class="thin">studies</span>
          </a>
        </nav>
        <ConnectionLine />
      </header>
      <main>
        {run !== undefined ? (
          <RunPage key={run} id={run} />
        ) : compared !== undefined ? (
          <ComparePage key={compared.join()} ids={compared} />
        ) : named !== undefined ? (
          <NamedPage key={named} name={named} />
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
