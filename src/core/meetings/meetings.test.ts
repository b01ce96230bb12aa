import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseXml } from "../../../test/support/xml.ts";
import type { Xml } from "../../../test/support/xml.ts";
import { bodyCodes, bodySeats, seatsOfBody } from "../kp/bodies.ts";
import { observers, traders } from "../kp/participants.ts";
import { writeAkomaNtoso } from "./akoma-ntoso.ts";
import { anchorDifference, limits, readAnchoredText, writeAnchoredText } from "./anchored-text.ts";
import type { AnchoredText } from "./anchored-text.ts";
import { escapeText, foldLine, writeCalendar } from "./calendar.ts";
import type { CalendarEvent } from "./calendar.ts";
import { floorShares, minutesOn, speechesOf } from "./floor.ts";
import type { FloorEvent } from "./floor.ts";
import { instantAt, isNight, isZone, localTime, nextDaytime } from "./host-time.ts";
import { meetingId, meetingKinds, parseMeetingId } from "./kinds.ts";
import { openSlots, slotsOf } from "./slots.ts";
import { foldMeeting } from "./state.ts";
import type { MeetingEvent } from "./state.ts";
import type { SlotEvent } from "./slots.ts";

const zones = [
  "Africa/Johannesburg",
  "Asia/Dubai",
  "Europe/Brussels",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Auckland",
  "Africa/Casablanca",
];
const instants = fc
  .integer({ min: Date.UTC(2003, 0), max: Date.UTC(2035, 0) })
  .map((millis) => new Date(Math.floor(millis / 60_000) * 60_000).toISOString());

describe("a meeting's name", () => {
  const keys = fc
    .record({
      kind: fc.constantFrom(...meetingKinds),
      year: fc.integer({ min: 2003, max: 2099 }),
      body: fc.constantFrom(...bodyCodes),
      number: fc.integer({ min: 1, max: 99 }),
    })
    .map((key) => ({ ...key, body: key.kind === "WORKING_GROUP" ? key.body : null }));

  test("is read back to the meeting it was made of", () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(parseMeetingId(meetingId(key))).toEqual(key);
      }),
    );
  });

  test.each(["plenary-2027-1", "Plenary-2027", "wgm-plenary-2027", "session-2027", "xyz-session-2027", ""])(
    "has one spelling: %j is none",
    (text) => {
      expect(parseMeetingId(text)).toBeUndefined();
    },
  );
});

describe("the bodies", () => {
  test("name only Participants and Observers that the scheme knows", () => {
    const known = new Set([...traders, ...observers].map(({ code }) => code));
    expect(bodySeats.filter(({ who }) => !known.has(who))).toEqual([]);
    expect(seatsOfBody("CRP").find(({ role }) => role === "CHAIR")?.who).toBe("RU");
  });
});

describe("the host's clock", () => {
  test("shows every instant, and every minute that it shows is found again", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const shown = localTime(instant, zone);
        const found = instantAt(zone, shown);
        expect(found !== undefined && localTime(found, zone)).toEqual(shown);
        expect(found !== undefined && found <= instant).toBe(true);
      }),
    );
  });

  test("has no minute that is skipped in spring", () => {
    expect(instantAt("Europe/Brussels", { date: "2027-03-28", time: "02:30" })).toBeUndefined();
    expect(instantAt("Europe/Brussels", { date: "2027-03-28", time: "03:00" })).toBe(
      "2027-03-28T01:00:00.000Z",
    );
  });

  test("night is from 20:00 to 08:00, and the next daytime is never night, never earlier, at most twelve hours away", () => {
    const at = (time: string) =>
      isNight(instantAt("Asia/Dubai", { date: "2027-11-15", time }) ?? "", "Asia/Dubai");
    expect(["07:59", "08:00", "19:59", "20:00", "04:30"].map(at)).toEqual([true, false, false, true, true]);
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const next = nextDaytime(instant, zone);
        expect(isNight(next, zone)).toBe(false);
        expect(next >= instant).toBe(true);
        // Thirteen where the clock is put back in that night.
        expect(Date.parse(next) - Date.parse(instant)).toBeLessThanOrEqual(13 * 3_600_000);
        if (!isNight(instant, zone)) expect(next).toBe(instant);
      }),
    );
  });

  test("is of a zone that the calendar knows", () => {
    expect(["Africa/Gaborone", "UTC", "Mars/Olympus", "../etc/passwd", ""].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

const word = fc.stringMatching(/^[a-zé0-9,.;()]{1,12}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
const texts: fc.Arbitrary<AnchoredText> = fc
  .record({
    title: sentence,
    bodies: fc.array(fc.tuple(sentence, fc.boolean()), { minLength: 1, maxLength: 12 }),
  })
  .map(({ title, bodies }) => ({
    title,
    paragraphs: bodies.map(([text, heading], place) => ({
      anchor: place % 3 === 2 ? `${place}.a` : String(place + 1),
      heading,
      text,
    })),
  }));

describe("a text with anchors", () => {
  test("is read back to what was written", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(readAnchoredText(writeAnchoredText(text))).toEqual({ ok: true, text });
      }),
    );
  });

  test("never breaks the reader, whatever is given to it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (source) => {
        const reading = readAnchoredText(source);
        if (reading.ok)
          expect(readAnchoredText(writeAnchoredText(reading.text))).toEqual({ ok: true, text: reading.text });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["Title\n\n[1] a", "text-no-title", 1],
    ["# T\n\nno anchor", "text-no-anchor", 3],
    ["# T\n\n[1] a\n\n[1] b", "text-anchor-twice", 5],
    ["# T\n\n[x] a", "text-bad-anchor", 3],
    ["# T\n\n[1]", "text-empty-paragraph", 3],
    ["# T\n\n[1] ## ", "text-empty-paragraph", 3],
    ["# T\n", "text-no-paragraph", 2],
    ["# T\n\n[1] a\u202eb", "text-hidden-characters", 3],
    [`# T\n\n[1] ${"a".repeat(limits.paragraph + 1)}`, "text-paragraph-too-long", 3],
    ["a".repeat(limits.characters + 1), "text-too-long", 1],
  ] as const)("that breaks the form is refused with its line: %j", (source, fault, line) => {
    expect(readAnchoredText(source)).toEqual({ ok: false, fault, line });
  });

  test("in two languages has the same anchors, or the first difference is named", () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, at) => {
        const translated = {
          ...text,
          paragraphs: text.paragraphs.map((paragraph) => ({ ...paragraph, text: "traduit" })),
        };
        expect(anchorDifference(text, translated)).toBeUndefined();
        const place = at % text.paragraphs.length;
        const without = { ...text, paragraphs: text.paragraphs.filter((_, index) => index !== place) };
        expect(anchorDifference(text, without)).toBeDefined();
        expect(anchorDifference(without, text)).toBeDefined();
        const turned = text.paragraphs.map((paragraph, index) =>
          index === place ? { ...paragraph, heading: !paragraph.heading } : paragraph,
        );
        expect(anchorDifference(text, { ...text, paragraphs: turned })?.code).toBe("anchor-heading-differs");
      }),
    );
  });
});

describe("the floor", () => {
  const names = ["G", "I", "C"] as const;
  const events = fc
    .array(fc.tuple(fc.nat(90), fc.constantFrom(...names), fc.constantFrom("1", "2"), fc.boolean()), {
      maxLength: 30,
    })
    .map((list) => {
      let at = Date.UTC(2027, 10, 15, 8);
      return list.map(([minutes, pillar, entry, yields]): FloorEvent => {
        at += minutes * 60_000;
        return yields
          ? { kind: "yielded", at: new Date(at).toISOString() }
          : { kind: "given", at: new Date(at).toISOString(), speaker: { pillar, name: pillar }, entry };
      });
    });
  const now = "2027-11-17T08:00:00.000Z";

  test("belongs to one speaker at a time, and the shares by pillar and by subject are the same time", () => {
    fc.assert(
      fc.property(events, (list) => {
        const speeches = speechesOf(list);
        for (const [place, speech] of speeches.entries()) {
          const next = speeches[place + 1];
          if (next !== undefined) expect(speech.to !== null && speech.to <= next.from).toBe(true);
        }
        const total = (by: "pillar" | "entry") =>
          floorShares(speeches, by, now).reduce((sum, { millis }) => sum + millis, 0);
        expect(total("pillar")).toBe(total("entry"));
        expect(total("pillar")).toBeLessThanOrEqual(
          Math.max(0, Date.parse(now) - Date.parse(list[0]?.at ?? now)),
        );
      }),
    );
  });

  test("counts a speech that lasts, and whole minutes of an entry", () => {
    const list: FloorEvent[] = [
      { kind: "given", at: "2027-11-15T08:00:00.000Z", speaker: { pillar: "C", name: "CSC" }, entry: "1" },
      { kind: "given", at: "2027-11-15T08:10:30.000Z", speaker: { pillar: "G", name: "BW" }, entry: "2" },
    ];
    const speeches = speechesOf(list);
    expect(minutesOn(speeches, "1", "2027-11-15T08:12:00.000Z")).toBe(10);
    expect(minutesOn(speeches, "2", "2027-11-15T08:12:00.000Z")).toBe(1);
  });
});

describe("an agenda", () => {
  test("keeps every entry that was ever listed, whatever an order names", () => {
    const ids = ["a", "b", "c", "d"];
    const orders = fc.array(fc.array(fc.constantFrom(...ids, "unknown"), { maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(orders, (list) => {
        const at = "2027-11-15T08:00:00.000Z";
        const listed = ids.map((entry): MeetingEvent => ({
          type: "item-listed",
          at,
          act: entry,
          entry,
          item: entry,
          title: { en: entry },
          carriedFrom: null,
        }));
        const ordered = list.map((entries): MeetingEvent => ({
          type: "agenda-ordered",
          at,
          act: "x",
          entries,
        }));
        const { agenda } = foldMeeting([...listed, ...ordered]);
        expect(agenda.map(({ id }) => id).toSorted()).toEqual(ids);
      }),
    );
  });
});

describe("the guaranteed statements", () => {
  const at = "2027-11-15T08:00:00.000Z";
  const later = "2027-11-23T08:00:00.000Z";
  const states = (events: readonly SlotEvent[], now = at) =>
    slotsOf(["I", "C"], events, now).map(({ pillar, moment, state }) => `${pillar} ${moment} ${state}`);

  test("are open until they are given, declined by the pillar itself, or offered and left for a week", () => {
    expect(
      states([
        { kind: "statement", pillar: "I", moment: "OPENING", at },
        { kind: "declined", pillar: "I", moment: "CLOSING", at },
        { kind: "offered", pillar: "C", moment: "CLOSING", at },
      ]),
    ).toEqual(["I OPENING given", "I CLOSING declined", "C OPENING open", "C CLOSING offered"]);
    const offered: SlotEvent[] = [{ kind: "offered", pillar: "C", moment: "CLOSING", at }];
    expect(states(offered, later)).toContain("C CLOSING unused");
    expect(openSlots(slotsOf(["C"], offered, at))).toHaveLength(2);
  });

  test("a pillar that stays away declares so once, and holds nothing open; it may still speak", () => {
    expect(states([{ kind: "boycott", pillar: "C", at }])).toContain("C CLOSING declined");
    expect(
      states([
        { kind: "boycott", pillar: "C", at },
        { kind: "statement", pillar: "C", moment: "CLOSING", at },
      ]),
    ).toContain("C CLOSING given");
  });

  test("an offer repeated gives neither less time nor more", () => {
    const twice: SlotEvent[] = [
      { kind: "offered", pillar: "C", moment: "CLOSING", at },
      { kind: "offered", pillar: "C", moment: "CLOSING", at: "2027-11-20T08:00:00.000Z" },
    ];
    expect(states(twice, later)).toContain("C CLOSING unused");
  });
});

const anyText = fc.string({ unit: "grapheme", maxLength: 200 });

describe("the calendar", () => {
  const unfold = (text: string): string => text.replaceAll("\r\n ", "");

  test("folds lines at 75 octets without cutting a character, and unfolding gives the line back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `SUMMARY:${escapeText(text)}`;
        const folded = foldLine(line);
        for (const one of folded) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75);
        expect(unfold(folded.join("\r\n"))).toBe(line);
        expect(Buffer.from(folded.join("\r\n")).toString()).toBe(folded.join("\r\n"));
      }),
    );
  });

  test("escapes what would end a text, so that nobody writes a line of their own into it", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("\r\nX:1", "\n", ";", ",", "\\"), (text, hostile) => {
        const escaped = escapeText(text + hostile + text);
        expect(escaped).not.toMatch(/[\r\n]/);
        expect(escaped.replaceAll(/\\[\\;,n]/g, "")).not.toMatch(/[;,\\]/);
      }),
    );
  });

  const event: CalendarEvent = {
    uid: "plenary-2027@kimberlite.example",
    sequence: 2,
    changedAt: "2027-01-05T10:00:00.000Z",
    from: "2027-11-15",
    to: "2027-11-19",
    summary: "Plenary 2027",
    description: "",
    location: "Gaborone",
    url: "https://kimberlite.example/meetings/plenary-2027",
    categories: ["PLENARY"],
    status: "CANCELLED",
  };

  test("writes an event with its own days, sequence and state, every line ended by CR LF", () => {
    const text = writeCalendar({
      name: "Meetings",
      language: "en",
      url: "https://k.example/",
      events: [event],
    });
    expect(text.split("\r\n").at(-1)).toBe("");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    for (const line of [
      "DTSTART;VALUE=DATE:20271115",
      "DTEND;VALUE=DATE:20271120",
      "SEQUENCE:2",
      "STATUS:CANCELLED",
      "UID:plenary-2027@kimberlite.example",
      "DTSTAMP:20270105T100000Z",
    ])
      expect(unfold(text).split("\r\n")).toContain(line);
    const timed = { ...event, from: "2027-11-15T07:00:00.000Z", to: "2027-11-15T11:00:00.000Z" };
    const lines = writeCalendar({ name: "M", language: "en", url: "https://k.example/", events: [timed] });
    expect(lines).toContain("DTSTART:20271115T070000Z\r\nDTEND:20271115T110000Z");
  });
});

describe("Akoma Ntoso", () => {
  const elements = (xml: Xml): readonly Xml[] => [xml, ...xml.children.flatMap(elements)];
  const documents = fc
    .array(fc.tuple(anyText, anyText, fc.array(anyText, { maxLength: 3 })), { maxLength: 5 })
    .map((paragraphs) => ({
      id: "plenary-2027/record",
      kind: "record" as const,
      title: paragraphs[0]?.[0] ?? "Record",
      language: "fr",
      date: "2027-11-19",
      madeOn: "2027-11-20",
      author: { id: "KPCS", name: "Secretariat" },
      parts: [
        {
          number: "A",
          heading: "Adopted",
          sections: [
            {
              number: "1",
              heading: paragraphs[0]?.[1] ?? "",
              paragraphs: paragraphs.map(([text, , items], place) => ({
                number: `${place + 1}.a`,
                text,
                items,
              })),
            },
          ],
        },
      ],
    }));

  test("is well formed whatever the texts hold, and no eId stands twice", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const all = elements(parseXml(writeAkomaNtoso(document)));
        const ids = all.flatMap(({ attributes }) => attributes["eId"] ?? []);
        expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
        expect(all.filter(({ name }) => name === "paragraph")).toHaveLength(
          document.parts[0]!.sections[0]!.paragraphs.length,
        );
      }),
    );
  });

  test("names work, expression and manifestation, each reference leads to something, and the order is the standard's", () => {
    const [document] = fc.sample(documents, { numRuns: 1, seed: 7 });
    const all = elements(parseXml(writeAkomaNtoso(document!)));
    const names = (name: string) => all.find((one) => one.name === name)?.children.map((one) => one.name);
    expect(names("statement")).toEqual(["meta", "preface", "mainBody"]);
    expect(names("identification")).toEqual(["FRBRWork", "FRBRExpression", "FRBRManifestation"]);
    expect(names("FRBRWork")).toEqual(["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry"]);
    expect(names("FRBRExpression")?.at(-1)).toBe("FRBRlanguage");
    const ids = new Set(all.flatMap(({ attributes }) => attributes["eId"] ?? []));
    const references = all.flatMap(({ attributes }) =>
      [attributes["source"], attributes["as"], attributes["href"]].filter((value) => value?.startsWith("#")),
    );
    expect(references.filter((reference) => !ids.has(reference?.slice(1) ?? ""))).toEqual([]);
    expect(all.find(({ name }) => name === "FRBRlanguage")?.attributes["language"]).toBe("fra");
  });
});
