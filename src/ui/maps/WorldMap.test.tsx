import { brotliCompressSync } from "node:zlib";
import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { participants, traders, unionMemberStates } from "#core/kp/participants.ts";
import { translator } from "#platform/i18n/translator.ts";
import { WorldMap } from "./WorldMap.tsx";
import type { MapStatus } from "./WorldMap.tsx";
import { shapes } from "./shapes.ts";
import { smallStates } from "./small-states.ts";

const members = [
  ...traders.map((trader) => trader.code).filter((code) => code !== "EU"),
  ...unionMemberStates,
];

function draw(statuses: Readonly<Record<string, MapStatus>>): string {
  return render(
    <WorldMap
      t={translator("en")}
      id="map"
      title="Who takes part"
      description="Filled"
      statuses={statuses}
      list={<p>List</p>}
    />,
  );
}

const everyone = draw({
  ...Object.fromEntries(members.map((code) => [code, "participant" as const])),
  CF: "restricted",
});

describe("the map", () => {
  it("has a shape or a dot for every Participant and every state of the Union", () => {
    expect(members.length).toBe(participants.length + 27);
    const { countries, dots } = shapes();
    expect(members.filter((code) => !countries.has(code) && !dots.has(code))).toEqual([]);
  });

  it("has a dot only where there is no shape", () => {
    expect(Object.keys(smallStates).filter((code) => shapes().countries.has(code))).toEqual([]);
  });

  it("puts the dots where the states are: Singapore between Malaysia and Indonesia, Malta south of Italy", () => {
    const { dots, width, height } = shapes();
    for (const [x, y] of dots.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(height);
    }
    expect(dots.get("SG")![0]).toBeGreaterThan(dots.get("MV")![0]);
    expect(dots.get("MT")![1]).toBeLessThan(dots.get("SC")![1]);
  });

  it("names each Participant in the reader's language", () => {
    expect(everyone).toContain("<title>Botswana</title>");
    expect(everyone.match(/<title>/g)).toHaveLength(members.length);
  });

  it("hatches restricted trade, so that it is told without colour", () => {
    expect(everyone.match(/<path class="world-map__restricted" fill="url\(#map-hatch\)"/g)).toHaveLength(1);
  });

  it("says what it shows, that the borders are the atlas's, and the same as a list", () => {
    expect(everyone).toContain(`aria-labelledby="map-title map-description"`);
    expect(everyone).toContain("imply no position");
    expect(everyone).toContain("Show as a list");
  });

  it("leaves Antarctica out and draws everyone else, whatever their status", () => {
    expect(shapes().countries.has("AQ")).toBe(false);
    expect(shapes().countries.size).toBe(173);
    expect(shapes().unnamed).toHaveLength(3);
    expect(draw({})).not.toContain("<circle");
  });

  it("has one decimal at most and stays under 45 kB on the wire", () => {
    expect(everyone).not.toMatch(/\d\.\d\d+[,LMZ]/);
    expect(brotliCompressSync(everyone).byteLength).toBeLessThan(45_000);
  });
});
