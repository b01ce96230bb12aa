// Our tables against independent lists: Participants and their names, the two lists of 2003, ISO 3166-1, the HS.
// They are read from a folder beside the project; without it these tests are skipped.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { countryCodes } from "./countries.ts";
import { parseRoughCode } from "./goods.ts";
import { schemeStatuses } from "./history.ts";
import { languages } from "./language.ts";
import { findParticipant, participants, traders, unionMemberStates } from "./participants.ts";
import { statusOn } from "./statuses.ts";

function findReference(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) {
      const reference = join(folder, "../shared/data/reference");
      return existsSync(reference) ? reference : undefined;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

const reference = findReference();
if (reference === undefined) process.stdout.write("skipped: 497 reference rows are not beside the project\n");

type Row = Readonly<Record<string, string>>;

function rows(file: string): Row[] {
  const [head = [], ...body] = readFileSync(join(reference ?? "", file), "utf8")
    .trimEnd()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((cell) =>
        (cell[1] ?? "").replace(/^"|"$/g, ""),
      ),
    );
  return body.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ""])));
}

/** Where the reference names are slips, abbreviations, or not the name the United Nations use in that language. */
const corrected = new Set([
  ..."AE.fr AE.ru BY.ar BY.fr CD.pt CF.fr CF.ru CF.zh CG.pt CI.en CI.fr CN.ru ID.zh KG.ru".split(" "),
  ..."KR.ar KR.en KR.fr KR.pt SZ.ar SZ.fr US.ru ZA.ru".split(" "),
]);

describe.skipIf(reference === undefined)("tables against the reference lists", () => {
  it("has the same 60 Participants and the trading entity, of the same kinds", () => {
    const kinds: Readonly<Record<string, string>> = {
      state: "STATE",
      reio: "REIO",
      entity: "TRADING_ENTITY",
    };
    const listed = rows("kp_participants.csv").map((row) => [row["code"], kinds[row["kind"] ?? ""]]);
    expect(listed).toHaveLength(61);
    expect(traders.map(({ code, kind }) => [code, kind])).toEqual(listed);
  });

  it("has the same 366 names but for the 22 that are corrected", () => {
    const differing: string[] = [];
    for (const row of rows("kp_participants.csv")) {
      const names = findParticipant(row["code"] ?? "")?.names;
      for (const language of languages) {
        if (names?.[language] !== row[`name_${language}`]) differing.push(`${row["code"]}.${language}`);
      }
    }
    expect(new Set(differing)).toEqual(corrected);
  });

  it("says of every Participant's standing what the list of January 2025 says", () => {
    for (const row of rows("kp_participants.csv")) {
      const { status, certain } = statusOn(schemeStatuses, row["code"] ?? "", "2025-01-23");
      const expected =
        row["code"] === "TW" ? "TRADING_ENTITY" : row["code"] === "VE" ? "SELF_SUSPENDED" : "PARTICIPANT";
      expect([row["code"], status, certain]).toEqual([row["code"], expected, true]);
    }
  });

  it("agrees with the dates of joining that the list knows", () => {
    for (const row of rows("kp_participants.csv")) {
      const joined = row["joined_if_known"] ?? "";
      if (joined === "") continue;
      const first = schemeStatuses.find(
        ({ participant, status }) => participant === row["code"] && status === "PARTICIPANT",
      );
      expect([row["code"], first?.from.startsWith(joined), first?.atLatest ?? false]).toEqual([
        row["code"],
        true,
        false,
      ]);
    }
  });

  it.each(["2003-08-31", "2003-10-31"])("has exactly the list of %s on that day", (date) => {
    const listed = rows("kp_participant_lists_2003.csv")
      .filter((row) => row["list_date"] === date)
      .map((row) => row["code"]);
    const everybody = [...new Set(schemeStatuses.map(({ participant }) => participant))];
    const ours = everybody.filter((code) => {
      const { status, certain } = statusOn(schemeStatuses, code, date);
      return certain && (status === "PARTICIPANT" || (status === "TRADING_ENTITY" && date === "2003-08-31"));
    });
    expect(new Set(ours)).toEqual(new Set(listed));
    expect(listed).toHaveLength(date === "2003-08-31" ? 40 : 45);
  });

  it("has the same first-list flag for every Participant of today", () => {
    for (const row of rows("kp_participants.csv")) {
      if (row["code"] === "TW") continue;
      const listed = statusOn(schemeStatuses, row["code"] ?? "", "2003-10-31").status === "PARTICIPANT";
      expect([row["code"], listed]).toEqual([row["code"], row["on_list_2003_10_31"] === "yes"]);
    }
  });

  it("has the 27 member states of the European Union", () => {
    expect(new Set(unionMemberStates)).toEqual(
      new Set(rows("eu_member_states_27.csv").map((row) => row["alpha2"])),
    );
    expect(unionMemberStates).toHaveLength(27);
  });

  it("has the 249 codes of ISO 3166-1; Kosovo's XK is not one of them", () => {
    const listed = rows("iso3166_names_6_languages.csv").map((row) => row["alpha2"]);
    expect(new Set([...countryCodes, "XK"])).toEqual(new Set(listed));
    expect(listed).toHaveLength(250);
    expect(participants.every(({ code }) => code === "EU" || listed.includes(code))).toBe(true);
  });

  it("takes three of the 55 codes of HS chapter 71 and refuses every other one with a reason", () => {
    const codes = rows("hs_chapter_71.csv")
      .map((row) => row["hscode"] ?? "")
      .filter((code) => code.length === 6);
    expect(codes).toHaveLength(55);
    expect(codes.filter((code) => parseRoughCode(code).ok)).toEqual(["710210", "710221", "710231"]);
    const reasons = new Map(codes.map((code) => [code, parseRoughCode(code)] as const));
    expect(reasons.get("710239")).toEqual({ ok: false, reason: "worked-diamonds", code: "7102.39" });
    expect(reasons.get("710421")).toEqual({ ok: false, reason: "lab-grown-diamonds", code: "7104.21" });
    expect([...reasons.values()].every((result) => result.ok || result.code !== undefined)).toBe(true);
  });
});
