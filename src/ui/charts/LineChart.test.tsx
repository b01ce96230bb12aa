import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { LineChart } from "./LineChart.tsx";
import type { LineSeries } from "./LineChart.tsx";

const t = translator("en");
const periods = ["2019", "2020", "2021", "2022", "2023"];

function draw(...series: readonly LineSeries[]): string {
  return render(
    <LineChart
      t={t}
      id="line"
      title="T"
      description="D"
      measure="carats"
      periods={periods}
      series={series}
    />,
  );
}

/** The lines of the wide picture: one path for what is firm, one for what is provisional. */
function lines(html: string): readonly string[] {
  return [...(html.split("</svg>")[0] ?? "").matchAll(/<path class="chart__line[^"]*" d="([^"]*)"/g)].map(
    (match) => match[1] ?? "",
  );
}

describe("a line", () => {
  it("has a gap where nothing was filed: two strokes, none across", () => {
    const [path = ""] = lines(draw({ label: "One", values: [1, 2, null, 4, 5] }));
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path.match(/L/g)).toHaveLength(2);
  });

  it("touches zero for a nil return, which is a figure", () => {
    expect(lines(draw({ label: "One", values: [1, 2, 0, 4, 5] }))[0]?.match(/M/g)).toHaveLength(1);
  });

  it("shows a figure between two gaps as a point", () => {
    const html = draw({ label: "One", values: [null, null, 3, null, null] });
    expect(lines(html)).toEqual([]);
    expect(html.match(/class="chart__point /g)).toHaveLength(2);
  });

  it("is dashed to what is provisional, and says what dashes mean", () => {
    const html = draw({ label: "One", values: [1, 2, 3, 4, 5], provisional: [4] });
    expect(lines(html)).toHaveLength(2);
    expect(html).toContain("chart__line--1 chart__line--provisional");
    expect(html).toContain("Provisional or estimated");
    expect(draw({ label: "One", values: [1] })).not.toContain("Provisional");
  });

  it("has its name at its end where there are several", () => {
    const html = draw(
      { label: "Botswana", values: [1, 2, 3, 4, 5] },
      { label: "Canada", values: [5, 4, 3, 2, 5] },
    );
    expect(html).toMatch(/<text [^>]*>Botswana<\/text>/);
    expect(html).toMatch(/<text [^>]*>Canada<\/text>/);
  });
});

describe("a seventh series", () => {
  it("is not drawn, and the picture says where it is", () => {
    const html = draw(...Array.from({ length: 7 }, (_, at) => ({ label: `S${at}`, values: [at] })));
    expect(html).toContain("1 more is in the table only.");
    expect(html).not.toContain("chart__point--7");
  });
});
